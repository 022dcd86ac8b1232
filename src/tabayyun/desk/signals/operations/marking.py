"""Signals that rooms above give a content: the queue shows them at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tabayyun.desk.signals.models import Content, Signal
from tabayyun.desk.signals.operations.revision import next_revision


@transaction.atomic
def mark(*, content: Content, kind: str, score: float, reason: dict[str, Any], now: datetime) -> None:
    """Give ``content`` a signal, in place of an earlier one of its kind."""
    values = {"score": score, "reason": reason}
    Signal.objects.update_or_create(
        content=content, kind=kind, defaults=values, create_defaults={**values, "at": now}
    )
    Content.objects.filter(pk=content.pk).update(revision=next_revision(now))


@transaction.atomic
def unmark(*, content: Content, kind: str, now: datetime) -> None:
    """Take a signal back."""
    if Signal.objects.filter(content=content, kind=kind).delete()[0]:
        Content.objects.filter(pk=content.pk).update(revision=next_revision(now))
