"""The yearly report: chapters, the figures that were frozen with them, and what was corrected since."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.press.models import LogEntry
from tabayyun.kit.approvals import four_eyes


class Report(models.Model):
    """What the institution says about one year, chapter by chapter."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-year"]

    def __str__(self) -> str:
        return f"TQ-{self.year}"


class Chapter(models.Model):
    """One chapter (محور), written, approved and released as a whole, in all its languages.

    ``key`` names its template in `report.chapters`. Once it is published it never changes (a trigger
    holds that): what the records say afterwards is told by an `Erratum`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("approved")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")

    report = models.ForeignKey(Report, models.PROTECT, related_name="chapters")
    key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_revision = models.CharField(
        max_length=16, blank=True, default="", help_text="of the words and figures that were approved"
    )
    sent_back = models.TextField(blank=True, default="", help_text="why it came back to the author")
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    embargo = models.BooleanField(_("under embargo until then"), default=False)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["report_id", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "number"], name="report_one_chapter_a_number"),
            four_eyes("report_four_eyes"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | (Q(approver__isnull=False) & Q(approved_at__isnull=False)),
                name="report_published_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False, state="published")
                | (Q(published_at__isnull=True) & ~Q(state="published")),
                name="report_published_says_so",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"TQ-{self.report.year}-{self.number:02}"

    @property
    def is_open(self) -> bool:
        """Still on its way to publication."""
        return self.published_at is None


class ChapterText(models.Model):
    """The words of a chapter in one language, with its figures as `{{names}}`: see `report.phrases`."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="texts")
    lang = models.CharField(_("language"), max_length=5)
    title = models.CharField(_("title"), max_length=200)
    source = models.TextField(_("text"))

    class Meta:
        ordering: ClassVar[list[str]] = ["chapter_id", "lang"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chapter", "lang"], name="report_one_text_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.chapter_id} {self.lang}"


class Erratum(models.Model):
    """What the records say now about a figure that was published otherwise, and why.

    Written by one person, published by another; frozen from then on.
    """

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="errata")
    number = models.PositiveSmallIntegerField()
    figure = models.CharField(max_length=60)
    reason: Any = models.JSONField(_("reason"), help_text="language → why")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["chapter_id", "number"]
        verbose_name_plural = "errata"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chapter", "number"], name="report_one_erratum_a_number"),
            models.UniqueConstraint(
                fields=["chapter", "figure"],
                condition=Q(published_at__isnull=True),
                name="report_one_open_erratum_a_figure",
            ),
            four_eyes("report_erratum_four_eyes"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(approver__isnull=False),
                name="report_erratum_is_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"{self.chapter.reference}-E{self.number}"

    def in_language(self, lang: str) -> str:
        """The reason in ``lang``, else in Arabic."""
        reasons: dict[str, str] = self.reason
        return reasons.get(lang) or reasons.get("ar") or ""


class FrozenFigure(models.Model):
    """One figure as it was published, with the fingerprint of every row it counted. Frozen by trigger.

    With an ``erratum``: as it was corrected; the newest one stands. ``rows`` is compressed JSON, see
    `report.figures.rows`; ``salt`` keeps a stranger from guessing rows that are nobody's business.
    """

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="figures")
    erratum = models.OneToOneField(
        Erratum, models.PROTECT, null=True, blank=True, related_name="frozen_figure"
    )
    key = models.CharField(max_length=60)
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=20)
    start = models.DateField()
    end = models.DateField()
    phase = models.PositiveSmallIntegerField(default=0)
    wording: Any = models.JSONField(help_text="language → {name, counts, method, note}")
    before = models.FloatField(null=True, help_text="the value of the year before; empty without records")
    rows_count = models.PositiveIntegerField(default=0)
    rows_root = models.CharField(max_length=64, blank=True, default="")
    rows = models.BinaryField(default=bytes)
    salt = models.CharField(max_length=32)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["chapter", "key"], condition=Q(erratum__isnull=True), name="report_frozen_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter_id} {self.key}={self.value}"


class Release(models.Model):
    """What was signed in one language: a chapter, or an erratum to it. Frozen by trigger."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="releases")
    erratum = models.ForeignKey(Erratum, models.PROTECT, null=True, blank=True, related_name="releases")
    lang = models.CharField(max_length=5)
    title = models.CharField(max_length=200)
    body = models.TextField()
    blocks: Any = models.JSONField(default=list, help_text="the body with its figures marked")
    lines: Any = models.JSONField(default=list, help_text="one signed line a figure")
    entry = models.OneToOneField(LogEntry, models.PROTECT, related_name="report_release")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["chapter", "lang"], condition=Q(erratum__isnull=True), name="report_released_once"
            ),
            models.UniqueConstraint(fields=["erratum", "lang"], name="report_erratum_released_once"),
        ]

    def __str__(self) -> str:
        return f"{self.chapter_id} {self.lang}"
