"""Signals that rooms above give a content: the queue shows them at once."""

from __future__ import annotations

from datetime import datetime
from math import log2
from typing import Any

from django.db import transaction

from tabayyun.desk.signals.models import Content, Signal
from tabayyun.desk.signals.operations.revision import next_revision
from tabayyun.engine import priority
from tabayyun.engine.findings import Score

LEAST = 1e-6
"""A priority below counts as this: see `tally.Tally.figures`."""


@transaction.atomic
def mark(*, content: Content, kind: str, score: float, reason: dict[str, Any], now: datetime) -> None:
    """Give ``content`` a signal, in place of an earlier one of its kind."""
    values = {"score": score, "reason": reason}
    Signal.objects.update_or_create(
        content=content, kind=kind, defaults=values, create_defaults={**values, "at": now}
    )
    _reweigh(content, kind, score, now)


@transaction.atomic
def unmark(*, content: Content, kind: str, now: datetime) -> None:
    """Take a signal back."""
    if Signal.objects.filter(content=content, kind=kind).delete()[0]:
        _reweigh(content, kind, 0.0, now)


def _reweigh(content: Content, kind: str, score: float, now: datetime) -> None:
    """Violent imagery weighs like violent words: the worse of the two orders the queue."""
    fresh = Content.objects.select_for_update().get(pk=content.pk)
    fields = ["revision"]
    fresh.revision = next_revision(now)
    if kind == Signal.Kind.IMAGERY:
        said = {name: Score(one["value"]) for name, one in fresh.scores.items()}
        before, fresh.severity = fresh.priority, max(priority.severity(said), score)
        fresh.priority = priority.priority(fresh.severity, fresh.spread, fresh.novelty)
        if fresh.rank is not None:
            fresh.rank += log2(max(fresh.priority, LEAST) / max(before, LEAST))
        fields += ["severity", "priority", "rank"]
    fresh.save(update_fields=fields)
