"""Lift a veil, and let it down again: each press is counted, for the sake of whoever has to look."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import CustodyEntry, Evidence, Reveal
from tabayyun.desk.expertise.operations.custody import note
from tabayyun.desk.expertise.operations.evidence import require_kept
from tabayyun.desk.signals.models import Content
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User


@transaction.atomic
def reveal(*, content: Content, evidence: Evidence | None, by: User, now: datetime) -> Reveal:
    """Show ``by`` a piece, or what was made of ``content``, until it is hidden or the shift ends.

    What is shown already is not counted again. A piece notes in its custody who looked at it. Raises
    `Refused` when it was erased.
    """
    serialise(f"reveal {by.pk}")
    shown = queries.open_reveals(user=by, content=content, now=now).filter(evidence=evidence).first()
    if shown:
        return shown
    if evidence:
        require_kept(evidence)
        note(evidence=evidence, action=CustodyEntry.Action.OPENED, by=by, now=now, detail="preview")
    return Reveal.objects.create(
        by=by, content=content, evidence=evidence, at=now, shift=queries.shift_of(now)
    )


def hide(*, content: Content, evidence: Evidence | None, by: User, now: datetime) -> None:
    """Let the veil down again."""
    queries.open_reveals(user=by, content=content, now=now).filter(evidence=evidence).update(hidden_at=now)


def purge_reveals(*, now: datetime) -> int:
    """Forget who lifted a veil more than REVEAL_RETENTION_DAYS ago, never in this shift; how many times.

    That a piece was opened stays in its custody.
    """
    before = min(now - timedelta(days=settings.REVEAL_RETENTION_DAYS), queries.shift_of(now))
    return Reveal.objects.filter(shift__lt=before).delete()[0]
