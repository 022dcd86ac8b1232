"""What is told to the public, who approved it, and the log that anyone can check."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases.models import Case
from tabayyun.desk.signals.models import Verdict
from tabayyun.engine.signing import jws
from tabayyun.kit.approvals import four_eyes


class Statement(models.Model):
    """One thing the institution says, in one or more languages and versions."""

    class Kind(models.TextChoices):
        TRUTH = "truth", _("statement of truth")
        DENIAL = "denial", _("denial")
        COMMUNIQUE = "communique", _("communiqué")
        PRESS_ITEM = "press_item", _("press item")
        HOLDING = "holding", _("holding notice")

    class Topic(models.TextChoices):
        SECURITY = "security", _("security")
        CRIME = "crime", _("crime")
        ROADS = "roads", _("road safety")
        EVENTS = "events", _("events")
        BORDERS = "borders", _("borders and travel")
        DRUGS = "drugs", _("drug prevention")
        OTHER = "other", _("other")

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic.choices, default=Topic.SECURITY)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="statements")
    claim = models.TextField(_("the claim that is answered"), blank=True, default="")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices, blank=True, default="")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    first_published_at = models.DateTimeField(
        null=True, blank=True, help_text="in any language; from then on claim and verdict are frozen"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return self.reference

    @property
    def answers_a_claim(self) -> bool:
        """A statement of truth or a denial: it needs a verdict and says what was checked."""
        return self.kind in {self.Kind.TRUTH, self.Kind.DENIAL}


class StatementText(models.Model):
    """A statement in one language and version. Each is drafted, submitted, approved and published.

    A correction is a new version. What was published is never changed again (a trigger holds that);
    withdrawing it only sets ``withdrawn_at`` and the reason.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("approved")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        CORRECTED = "corrected", _("replaced by a correction")
        WITHDRAWN = "withdrawn", _("withdrawn")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="texts")
    lang = models.CharField(_("language"), max_length=5)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)

    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    checked: Any = models.JSONField(_("what was checked"), default=list, help_text="list of sentences")
    correction = models.TextField(_("what was corrected, and why"), blank=True, default="")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_back = models.TextField(blank=True, default="", help_text="why the approver sent it back")
    publish_at = models.DateTimeField(
        _("publish at"), null=True, blank=True, help_text="scheduled, or end of the embargo"
    )
    embargo = models.BooleanField(_("under embargo until then"), default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True, default="")

    jws = models.TextField(blank=True, default="", help_text="compact JWS over what was published")

    class Meta:
        ordering: ClassVar[list[str]] = ["statement_id", "lang", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["statement", "lang", "version"], name="press_one_text_a_version"),
            four_eyes("press_four_eyes"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | (Q(approver__isnull=False) & Q(approved_at__isnull=False) & ~Q(jws="")),
                name="press_published_is_approved_and_signed",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
                name="press_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    published_at__isnull=True, state__in=["draft", "submitted", "approved", "scheduled"]
                )
                | Q(published_at__isnull=False, state__in=["published", "corrected", "withdrawn"]),
                name="press_published_says_so",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="press_withdrawn_says_so",
            ),
            models.UniqueConstraint(
                fields=["statement", "lang"],
                condition=Q(state__in=["published", "withdrawn"]),
                name="press_one_current_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.lang} v{self.version}"

    @property
    def link(self) -> str:
        """The public page of this text, as it is printed, signed for and sent out."""
        prefix = "" if self.lang == "ar" else f"/{self.lang}"
        return f"{settings.ORIGIN}{prefix}/s/{self.statement.reference}/"

    @property
    def version_link(self) -> str:
        """The page of this version, which stays when a correction takes its place."""
        return f"{self.link}v{self.version}/"

    @property
    def is_public(self) -> bool:
        """Published once: also when it was corrected or withdrawn since, its page stays."""
        return self.published_at is not None

    @property
    def is_open(self) -> bool:
        """Still on its way to publication."""
        return self.published_at is None


class SearchTerm(models.Model):
    """One stem that a published text can be found by; written when it is published."""

    text = models.ForeignKey(StatementText, models.CASCADE, related_name="search_terms")
    term = models.CharField(max_length=60, db_index=True)
    weight = models.PositiveSmallIntegerField(
        default=1, help_text="3 in the title, 2 in the claim, 1 elsewhere"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "term"], name="press_one_row_a_term")
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.text_id}"


class LogEntry(models.Model):
    """One leaf of the public Merkle log (RFC 6962). Frozen by trigger."""

    index = models.PositiveBigIntegerField(primary_key=True)
    leaf = models.TextField(help_text="the JWS that was logged")
    leaf_hash = models.CharField(max_length=64, help_text="SHA-256(0x00 ‖ leaf), hex")
    text = models.OneToOneField(
        StatementText,
        models.PROTECT,
        null=True,
        related_name="log_entry",
        help_text="empty for what another room signed: it points here",
    )
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["index"]

    def __str__(self) -> str:
        return f"{self.index} {self.leaf_hash[:12]}"

    @property
    def claims(self) -> jws.StatementClaims:
        """What the leaf says about itself: reference, language, version, kind, title."""
        return jws.peek(self.leaf)


class LogCheckpoint(models.Model):
    """The signed head of the log at one size, with a trusted timestamp once there is one."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    note = models.TextField(help_text="signed note: origin, size, root, signature")
    at = models.DateTimeField()
    timestamp = models.BinaryField(null=True, help_text="RFC 3161 response, DER")
    timestamp_error = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["size"]

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"


class Publication(models.Model):
    """One text on one channel: the outbox row, then the receipt. One for each text and channel."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    text = models.ForeignKey(StatementText, models.PROTECT, related_name="publications")
    channel = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.TextField(blank=True, default="")
    remote_id = models.CharField(max_length=300, blank=True, default="")
    link = models.CharField(max_length=2000, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "channel"], name="press_once_a_channel")
        ]

    def __str__(self) -> str:
        return f"{self.text_id} → {self.channel}: {self.state}"
