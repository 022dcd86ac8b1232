"""What is decided on a request. Holding back needs a coded legal ground, a review path and an end."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tabayyun.kit.approvals import four_eyes


class Restriction(models.Model):
    """A coded legal ground for holding something back, worded in each language."""

    code = models.SlugField(max_length=40, unique=True)
    name: Any = models.JSONField(help_text="language → name")
    legal_reference: Any = models.JSONField(help_text="language → reference")
    wording: Any = models.JSONField(help_text="language → what the journalist reads")
    days = models.PositiveIntegerField(default=30, help_text="after which a refusal on this ground ends")
    retired_at = models.DateTimeField(null=True, help_text="since when it is not used any more")

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name, get_language() or "ar")

    @property
    def local_reference(self) -> str:
        """The legal reference in the reader's language."""
        return in_language(self.legal_reference, get_language() or "ar")


class Decision(models.Model):
    """What was decided on a request, with what the journalist was told. Never changed afterwards.

    The wording and the legal reference are kept as they were sent, whatever becomes of the catalogue.
    """

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        PARTIAL = "partial", _("partly granted")
        REFUSED = "refused", _("refused")

    request = models.ForeignKey("mediadesk.MediaRequest", models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    text = models.TextField()
    restriction = models.ForeignKey(Restriction, models.PROTECT, null=True, related_name="decisions")
    legal_reference = models.CharField(max_length=500, blank=True, default="")
    wording = models.TextField(blank=True, default="")
    expires_on = models.DateField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True, help_text="when its end was announced")
    ended_at = models.DateTimeField(null=True, help_text="when it stopped to stand")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(outcome="granted", restriction__isnull=True, expires_on__isnull=True)
                | (
                    Q(outcome__in=["partial", "refused"])
                    & Q(restriction__isnull=False, expires_on__isnull=False)
                    & ~Q(wording="")
                    & ~Q(legal_reference="")
                ),
                name="mediadesk_holding_back_has_ground",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.outcome}"

    @property
    def holds_back(self) -> bool:
        return self.outcome != self.Outcome.GRANTED


class Review(models.Model):
    """A journalist asked for a second look at a refusal: somebody who did not refuse gives it."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("upheld")
        CHANGED = "changed", _("decided anew")

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="review")
    plea = models.TextField()
    asked_at = models.DateTimeField()
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="who gave the decision"
    )
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    answer = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            four_eyes("mediadesk_review_four_eyes", author="refused_by", approver="reviewed_by"),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, outcome="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(outcome="")),
                name="mediadesk_reviewed_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.outcome or '…'}"


def in_language(words: Any, language: str) -> str:
    """One of ``language → words``: in ``language``, else in Arabic, else in any language there is."""
    return str(words.get(language) or words.get("ar") or next(iter(words.values()), ""))
