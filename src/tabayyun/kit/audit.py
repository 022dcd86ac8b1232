"""Everything that happened, in order, so that anyone can check it later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from tabayyun.kit.locks import serialise
from tabayyun.kit.models import AuditEntry, User


def record(
    *,
    verb: str,
    subject: models.Model,
    now: datetime,
    actor: User | None = None,
    label: str = "",
    **data: Any,
) -> AuditEntry:
    """Append one entry: ``actor`` (or the process called ``label``) did ``verb`` to ``subject``.

    ``verb`` is «room.what_happened», such as ``cases.opened``; ``data`` must be JSON. Runs inside the
    caller's transaction, so an operation that fails leaves no entry.
    """
    with transaction.atomic(savepoint=False):
        serialise("audit")
        last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first() or ""
        entry = AuditEntry(
            at=now.astimezone(UTC),
            actor=actor,
            actor_label=actor.display_name if actor else label or "tabayyun",
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            data=data,
            previous=last,
        )
        entry.digest = _digest(entry)
        entry.save(force_insert=True)
    return entry


def of(subject: models.Model) -> models.QuerySet[AuditEntry]:
    """What happened to ``subject``, oldest first."""
    return AuditEntry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).order_by("id")


def first_break(entries: Iterable[AuditEntry] | None = None) -> AuditEntry | None:
    """The first entry whose digest does not follow from the one before it; None when all do."""
    previous = ""
    for entry in entries if entries is not None else AuditEntry.objects.order_by("id").iterator():
        if entry.previous != previous or entry.digest != _digest(entry):
            return entry
        previous = entry.digest
    return None


def _digest(entry: AuditEntry) -> str:
    row = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_label,
        "verb": entry.verb,
        "subject": f"{entry.subject_type}:{entry.subject_id}",
        "data": entry.data,
        "previous": entry.previous,
    }
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
