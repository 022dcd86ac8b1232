"""Have the public log hold the heads of all chains of custody, by digest."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import CustodyCheckpoint, CustodyEntry
from tabayyun.engine.evidence import anchor
from tabayyun.engine.evidence.anchor import Head
from tabayyun.kit import publiclog
from tabayyun.kit.locks import serialise


@transaction.atomic
def anchor_custody(*, now: datetime) -> CustodyCheckpoint | None:
    """The checkpoint under which every chain stands as it is; made when any moved. None without evidence.

    A chain that was rewritten or taken out keeps the head it had, and so fits no more.
    """
    serialise("custody checkpoint")
    last = queries.latest_checkpoint()
    before = queries.heads_at(last)
    moved = {pk: head for pk, head in queries.heads().items() if _grew(pk, before.get(pk), head)}
    if not moved:
        return last
    heads = before | moved
    root = anchor.root(heads[pk] for pk in sorted(heads))
    number = CustodyCheckpoint.objects.count() + 1
    logged = publiclog.keep(kind=anchor.KIND, reference=f"custody-{number}", digest=root, now=now)
    return CustodyCheckpoint.objects.create(
        at=now,
        heads={str(pk): [head.evidence, head.entries, head.digest] for pk, head in moved.items()},
        chains=len(heads),
        root=root,
        logged=logged,
    )


def _grew(piece: int, before: Head | None, now: Head) -> bool:
    """Whether entries were added to the chain, and nothing else was done to it."""
    if before is None or before.entries >= now.entries:
        return before is None
    entries = CustodyEntry.objects.filter(evidence=piece).order_by("pk").values_list("digest", flat=True)
    return entries[before.entries - 1] == before.digest
