"""Preserved copies, and everybody who had them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.signals.models import Content


class Evidence(models.Model):
    """A file as it was received: its digests, its trusted timestamp, and the key it is encrypted with.

    Triggers refuse to change what was received, and to delete the row. Erasing, where the law demands it,
    forgets the key and the file and leaves the row with its reason; a legal hold forbids that.
    """

    class Origin(models.TextChoices):
        UPLOAD = "upload", _("uploaded at the desk")
        CAPTURE = "capture", _("captured from an address")
        MAIL = "mail", _("received by e-mail")

    content = models.ForeignKey(Content, models.PROTECT, related_name="evidence")
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    sha512 = models.CharField(max_length=128)
    size = models.PositiveBigIntegerField(help_text="bytes")
    origin = models.CharField(max_length=8, choices=Origin.choices)
    source_url = models.CharField(_("address it comes from"), max_length=2000, blank=True, default="")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    receipt: Any = models.JSONField(help_text="what is stamped: digests, size, origin, when, by whom")
    timestamp = models.BinaryField(null=True, help_text="RFC 3161 response over the receipt, DER")
    timestamp_error = models.TextField(blank=True, default="")
    wrapped_key = models.BinaryField(null=True, help_text="reads the file; None when it was erased")
    legal_hold = models.CharField(
        _("legal hold"), max_length=300, blank=True, default="", help_text="why it must not be erased"
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    erasure_reason = models.CharField(_("ground of the erasure"), max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        verbose_name_plural = "evidence"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, wrapped_key__isnull=False)
                | (
                    Q(erased_at__isnull=False, wrapped_key__isnull=True, legal_hold="")
                    & ~Q(erasure_reason="")
                ),
                name="expertise_erased_with_reason_and_no_hold",
            ),
            models.UniqueConstraint(fields=["content", "sha256"], name="expertise_once_a_content"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:12]}"


class CustodyEntry(models.Model):
    """One thing that was done with a piece of evidence. Frozen by trigger; a chain for each piece."""

    class Action(models.TextChoices):
        RECEIVED = "received", _("taken into custody")
        STAMPED = "stamped", _("timestamped")
        OPENED = "opened", _("opened")
        COPIED = "copied", _("copied out of the desk")
        EXAMINED = "examined", _("examined")
        EXPORTED = "exported", _("exported")
        HELD = "held", _("put under legal hold")
        RELEASED = "released", _("released from legal hold")
        ERASED = "erased", _("erased")

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="custody")
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_label = models.CharField(max_length=150, help_text="name at that time, or the process")
    action = models.CharField(max_length=10, choices=Action.choices)
    detail = models.CharField(max_length=300, blank=True, default="")
    previous = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        verbose_name_plural = "custody entries"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["evidence", "digest"], name="expertise_custody_once_a_piece")
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.action}"

    @property
    def worded(self) -> str:
        """Its detail, in the reader's language where the desk itself opened the piece."""
        known = {
            "preview": _("to look at it"),
            "fingerprint": _("for its fingerprint"),
            "preview and fingerprint": _("for its preview and fingerprint"),
            "examiners": _("to examine it"),
        }
        opened = self.action == self.Action.OPENED
        return str(known.get(self.detail, self.detail)) if opened else self.detail

    def as_row(self) -> dict[str, str]:
        """As it is digested and exported."""
        return {
            "at": as_text(self.at),
            "actor": self.actor_label,
            "action": self.action,
            "detail": self.detail,
            "previous": self.previous,
            "digest": self.digest,
        }


def as_text(at: datetime) -> str:
    """A moment as it is digested: UTC, to the microsecond."""
    return str(at.astimezone(UTC).isoformat(timespec="microseconds"))
