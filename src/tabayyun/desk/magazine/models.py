"""The magazine: issues, their articles in each language, and the pictures in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tabayyun.kit.approvals import four_eyes

LANGS = {"ar": _("Arabic"), "fr": _("French")}
"""Languages the magazine is printed in."""


class Section(models.Model):
    """A standing part of the magazine, such as road safety. The desk edits them."""

    name: Any = models.JSONField(_("name"), default=dict, help_text="language → name")
    colour = models.CharField(_("colour"), max_length=7, default="#0b5c48", help_text="#rrggbb")
    place = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "id"]

    def __str__(self) -> str:
        return in_language(self.name, get_language() or "ar")

    def in_language(self, lang: str) -> str:
        """The name in ``lang``, else in Arabic."""
        return in_language(self.name, lang)


class Issue(models.Model):
    """One number of the magazine. Published it is frozen; corrections are new versions of its articles."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being made")
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")

    number = models.PositiveIntegerField(_("number"), unique=True)
    title: Any = models.JSONField(_("title"), default=dict, help_text="language → title")
    day = models.DateField(_("date on the cover"))
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_back = models.TextField(blank=True, default="", help_text="why the approver sent it back")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            four_eyes("magazine_issue_four_eyes", author="submitted_by"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, state__in=["draft", "submitted", "approved"])
                | Q(published_at__isnull=False, state="published", approver__isnull=False),
                name="magazine_published_issue_is_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_open(self) -> bool:
        """Whether its articles may still be written, moved and taken out."""
        return self.state == self.State.DRAFT

    @property
    def local_title(self) -> str:
        """The title in the reader's language, else in Arabic."""
        return self.in_language(get_language() or "ar")

    def in_language(self, lang: str) -> str:
        """The title in ``lang``, else in Arabic."""
        return in_language(self.title, lang)


class Article(models.Model):
    """One piece of an issue, whatever its languages. The first one is the cover story."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="articles")
    section = models.ForeignKey(Section, models.PROTECT, verbose_name=_("section"), related_name="articles")
    place = models.PositiveSmallIntegerField(help_text="order in the issue, from 1 on; part of its address")
    published_at = models.DateTimeField(null=True, blank=True, help_text="from then on it stays where it is")

    class Meta:
        ordering: ClassVar[list[str]] = ["issue_id", "place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["issue", "place"], name="magazine_one_article_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.place}"


class ArticleText(models.Model):
    """An article in one language and version: drafted, submitted, approved, published with its issue.

    A correction is a new version. What was published never changes (a trigger holds that).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        CORRECTED = "corrected", _("replaced by a correction")

    article = models.ForeignKey(Article, models.PROTECT, related_name="texts")
    lang = models.CharField(_("language"), max_length=5)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=160, blank=True, default="")
    standfirst = models.TextField(_("introduction"), blank=True, default="")
    body = models.TextField(_("text"), blank=True, default="")
    byline = models.CharField(_("signed by"), max_length=120, blank=True, default="")
    correction = models.TextField(_("what was corrected, and why"), blank=True, default="")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_back = models.TextField(blank=True, default="", help_text="why the approver sent it back")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["article_id", "lang", "-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["article", "lang", "version"], name="magazine_one_text_a_version"
            ),
            four_eyes("magazine_four_eyes"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, state__in=["draft", "submitted", "approved"])
                | Q(
                    published_at__isnull=False,
                    state__in=["published", "corrected"],
                    approver__isnull=False,
                    approved_at__isnull=False,
                ),
                name="magazine_published_is_approved",
            ),
            models.UniqueConstraint(
                fields=["article", "lang"], condition=Q(state="published"), name="magazine_one_current_text"
            ),
            models.CheckConstraint(
                condition=Q(version=1) | Q(published_at__isnull=True) | ~Q(correction=""),
                name="magazine_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.lang} v{self.version}"

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class Picture(models.Model):
    """A picture in a text. Without a credit and an alternative text nothing that holds it is published."""

    text = models.ForeignKey(ArticleText, models.PROTECT, related_name="pictures")
    place = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64, help_text="of the kept JPEG: HOME/magazine/pictures")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    credit = models.CharField(_("credit"), max_length=120, blank=True, default="")
    alt = models.CharField(_("alternative text"), max_length=400, blank=True, default="")
    caption = models.CharField(_("caption"), max_length=300, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["text_id", "place", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | (~Q(credit="") & ~Q(alt="")),
                name="magazine_published_picture_is_described",
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def is_described(self) -> bool:
        return bool(self.credit and self.alt)


class Print(models.Model):
    """The PDF of an issue in one language; a correction makes a further version. Frozen by trigger."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="prints")
    lang = models.CharField(max_length=5)
    version = models.PositiveIntegerField(default=1)
    sha256 = models.CharField(max_length=64, help_text="of the file: HOME/magazine/prints")
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["issue_id", "lang", "-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["issue", "lang", "version"], name="magazine_one_print_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.lang} v{self.version}"


def in_language(words: Any, lang: str) -> str:
    """One of ``language → words``: in ``lang``, else in Arabic, else in any there is."""
    names: dict[str, str] = words
    return names.get(lang) or names.get("ar") or next(iter(names.values()), "")
