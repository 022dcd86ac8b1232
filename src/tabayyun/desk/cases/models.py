"""The desk's work on one content, with its clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.signals.models import Content, Verdict


class Case(models.Model):
    """A file on one content. Its clock: the six moments from the first post to the disclosure."""

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    content = models.ForeignKey(Content, models.PROTECT, related_name="cases")
    title = models.CharField(_("title"), max_length=200)

    first_posted_at = models.DateTimeField()
    detected_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True, help_text="when a holding notice was published")
    decided_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    disclosed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="without disclosure, with a reason")
    closing_reason = models.CharField(_("reason"), max_length=300, blank=True, default="")

    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices, blank=True, default="")
    grounds = models.TextField(_("grounds"), blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_cases",
    )
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-opened_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(disclosed_at__isnull=True) | (~Q(verdict="") & Q(decided_at__isnull=False)),
                name="cases_disclosed_has_verdict",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closing_reason=""),
                name="cases_closed_has_reason",
            ),
            models.UniqueConstraint(
                fields=["content"],
                condition=Q(disclosed_at__isnull=True, closed_at__isnull=True),
                name="cases_one_open_a_content",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.disclosed_at is None and self.closed_at is None

    @property
    def time_to_disclosure(self) -> timedelta | None:
        """Disclosed − detected; None while the case is open."""
        return self.disclosed_at - self.detected_at if self.disclosed_at else None

    @property
    def exposure(self) -> timedelta | None:
        """Disclosed − first posted; None while the case is open."""
        return self.disclosed_at - self.first_posted_at if self.disclosed_at else None


class Note(models.Model):
    """A remark among colleagues. Never shown outside."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(_("note"))

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class Unit(models.Model):
    """A field unit or partner that can be asked."""

    name: Any = models.JSONField(_("name"), help_text="language → name")
    email = models.EmailField(_("e-mail"))
    escalation_email = models.EmailField(_("e-mail for escalation"), blank=True, default="")
    language = models.CharField(_("language"), max_length=5, default="ar")
    retired_at = models.DateTimeField(null=True, blank=True, help_text="since when it is not asked any more")

    def __str__(self) -> str:
        return self.in_language("ar")

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.in_language(get_language() or "ar")

    def in_language(self, language: str) -> str:
        """The name in ``language``, else in Arabic, else in any language there is."""
        names: dict[str, str] = self.name
        return names.get(language) or names.get("ar") or next(iter(names.values()), "")


class Inquiry(models.Model):
    """A question to a unit with a deadline, and its answer.

    The unit answers by a signed link, without an account.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="inquiries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inquiries")
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(_("deadline"))
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, default="")
    answered_name = models.CharField(_("name and function"), max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        verbose_name_plural = "inquiries"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""),
                name="cases_answered_has_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.unit_id}"


class Reminder(models.Model):
    """That people were told a target is near or missed: once for each case, target and stage."""

    class Target(models.TextChoices):
        HOLDING = "holding", _("holding notice")
        DISCLOSURE = "disclosure", _("disclosure")

    case = models.ForeignKey(Case, models.CASCADE, related_name="reminders")
    target = models.CharField(max_length=12, choices=Target.choices)
    missed = models.BooleanField(help_text="false: the target is near; true: it was missed")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "target", "missed"], name="cases_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.target}"
