"""The institution's official accounts, and what was measured of them day by day."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

STANDING = ("followers", "posts_total", "views_total")
"""Figures that stand at the end of a day: never added up over days."""
DAILY = ("posts", "views", "reach")
"""Figures of one day. Posts and views of several days are added up; reach never is: the same person
may be reached on two days."""
FIGURES = (*STANDING, *DAILY)


class Account(models.Model):
    """One official account on one platform.

    ``reader`` names an entry point of ``tabayyun.readers``; empty means that readings are typed or
    imported. Its token is a file of HOME/keys/accounts, never a column.
    """

    class Platform(models.TextChoices):
        X = "x", _("X (Twitter)")
        FACEBOOK = "facebook", "Facebook"
        INSTAGRAM = "instagram", "Instagram"
        YOUTUBE = "youtube", "YouTube"
        TIKTOK = "tiktok", "TikTok"
        TELEGRAM = "telegram", "Telegram"
        LINKEDIN = "linkedin", "LinkedIn"
        MASTODON = "mastodon", "Mastodon"
        BLUESKY = "bluesky", "Bluesky"
        OTHER = "other", _("another platform")

    platform = models.CharField(_("platform"), max_length=12, choices=Platform.choices)
    handle = models.CharField(_("handle"), max_length=200, help_text="as the platform writes it, without @")
    name = models.CharField(_("name"), max_length=200)
    url = models.CharField(_("address"), max_length=500, blank=True, default="")
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    reader = models.CharField(_("read by"), max_length=40, blank=True, default="")
    options: Any = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    read_at = models.DateTimeField(null=True, blank=True, help_text="last reading by the reader")
    retry_at = models.DateTimeField(null=True, blank=True, help_text="not before then, after errors")
    errors_in_a_row = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "platform"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["platform", "handle"], name="audience_one_account")
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_platform_display()}"

    @property
    def link(self) -> str:
        """The address when a browser may follow it, else nothing."""
        return self.url if self.url.startswith(("https://", "http://")) else ""


class Reading(models.Model):
    """What was measured of one account on one day.

    A reading is never changed (a trigger holds that): a correction is a new version, and the one before
    gets its ``superseded_at``. A figure that nobody measured is NULL, never 0.
    """

    class Origin(models.TextChoices):
        READER = "reader", _("read from the platform")
        EXPORT = "export", _("imported from an export")
        HAND = "hand", _("typed")

    account = models.ForeignKey(Account, models.PROTECT, related_name="readings")
    day = models.DateField(_("day"))
    version = models.PositiveIntegerField(default=1)
    followers = models.PositiveBigIntegerField(_("followers"), null=True, blank=True)
    posts_total = models.PositiveBigIntegerField(_("posts since the beginning"), null=True, blank=True)
    views_total = models.PositiveBigIntegerField(_("views since the beginning"), null=True, blank=True)
    posts = models.PositiveBigIntegerField(_("posts of the day"), null=True, blank=True)
    views = models.PositiveBigIntegerField(_("views of the day"), null=True, blank=True)
    reach = models.PositiveBigIntegerField(_("people reached on the day"), null=True, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    source = models.CharField(max_length=200, blank=True, default="", help_text="reader or file it came from")
    correction = models.TextField(blank=True, default="", help_text="why it replaces the version before")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["account_id", "day", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "day", "version"], name="audience_one_version"),
            models.UniqueConstraint(
                fields=["account", "day"],
                condition=Q(superseded_at__isnull=True),
                name="audience_one_current_reading",
            ),
            models.CheckConstraint(
                condition=~Q(**{f"{figure}__isnull": True for figure in FIGURES}),
                name="audience_reading_measures_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day} v{self.version}"

    @property
    def figures(self) -> dict[str, int]:
        """What was measured, by name."""
        found = {name: getattr(self, name) for name in FIGURES}
        return {name: value for name, value in found.items() if value is not None}

    @property
    def named(self) -> list[tuple[Any, int]]:
        """What was measured, with the words for it."""
        labels = {field.name: field.verbose_name for field in self._meta.fields}
        return [(labels[name], value) for name, value in self.figures.items()]
