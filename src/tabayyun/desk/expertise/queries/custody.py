"""Whether every chain of custody is what the public log says it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef, Subquery

from tabayyun.desk.expertise.models import CustodyCheckpoint, CustodyEntry, Evidence
from tabayyun.engine.evidence import anchor
from tabayyun.engine.evidence.anchor import Head
from tabayyun.engine.evidence.custody import first_break
from tabayyun.kit import signing

Heads = dict[int, Head]
"""Number of the piece → how far its chain goes."""


def heads() -> Heads:
    """The head of every chain now, by number of the piece."""
    last = CustodyEntry.objects.filter(evidence=OuterRef("pk")).order_by("-id").values("digest")[:1]
    rows = Evidence.objects.annotate(entries=Count("custody"), last=Subquery(last)).order_by("pk")
    return {pk: Head(*row) for pk, *row in rows.values_list("pk", "sha256", "entries", "last")}


def heads_at(checkpoint: CustodyCheckpoint | None) -> Heads:
    """The head of every chain under ``checkpoint``, by number of the piece."""
    found: Heads = {}
    if checkpoint:
        for moved in CustodyCheckpoint.objects.filter(pk__lte=checkpoint.pk).values_list("heads", flat=True):
            found |= {int(pk): Head(*head) for pk, head in moved.items()}
    return dict(sorted(found.items()))


def latest_checkpoint() -> CustodyCheckpoint | None:
    """The newest one; None before the first."""
    return CustodyCheckpoint.objects.order_by("-pk").first()


def proof_of(checkpoint: CustodyCheckpoint, pieces: Sequence[Evidence]) -> dict[str, Any]:
    """What shows a stranger that the custody of ``pieces`` hangs on ``checkpoint``."""
    under = heads_at(checkpoint)
    numbers = list(under)
    return {
        "root": checkpoint.root,
        "chains": checkpoint.chains,
        "logged": checkpoint.logged,
        "heads": anchor.proofs(list(under.values()), [numbers.index(piece.pk) for piece in pieces]),
    }


def custody_is_whole(evidence: Evidence) -> bool:
    """Whether no entry of its chain was changed, left out or put in, also since the log has it."""
    entries = [entry.as_row() for entry in evidence.custody.order_by("id")]
    under = _head_of(evidence)
    return first_break(evidence.sha256, entries) is None and (under is None or under.holds(entries))


def _head_of(evidence: Evidence) -> Head | None:
    """What the newest checkpoint under which its chain moved says of it."""
    key = str(evidence.pk)
    checkpoint = CustodyCheckpoint.objects.filter(heads__has_key=key).order_by("-pk").first()
    return Head(*checkpoint.heads[key]) if checkpoint else None


def custody_faults() -> list[str]:
    """What is wrong with the custody of anything that was ever kept, a line each; empty when all is whole."""
    checkpoint = latest_checkpoint()
    under = heads_at(checkpoint)
    faults = _checkpoint_faults(checkpoint, under) if checkpoint else []
    pieces = Evidence.objects.prefetch_related("custody").order_by("pk")
    faults += [
        f"{under[pk].evidence}: taken out"
        for pk in sorted(under.keys() - set(pieces.values_list("pk", flat=True)))
    ]
    for piece in pieces.iterator(chunk_size=100):
        entries = [entry.as_row() for entry in sorted(piece.custody.all(), key=lambda entry: entry.pk)]
        broken = first_break(piece.sha256, entries)
        if broken is not None:
            faults.append(f"{piece.sha256}: entry {broken + 1} was changed, left out or put in")
        elif piece.pk in under and not under[piece.pk].holds(entries):
            faults.append(f"{piece.sha256}: the first {under[piece.pk].entries} entries were rewritten")
    return faults


def _checkpoint_faults(checkpoint: CustodyCheckpoint, under: Heads) -> list[str]:
    try:
        anchor.logged(checkpoint.root, checkpoint.logged, signing.public_keys())
    except anchor.AnchorError as error:
        return [f"checkpoint {checkpoint.pk}: {error}"]
    same = anchor.root(under.values()) == checkpoint.root
    return [] if same else [f"checkpoint {checkpoint.pk}: its heads were rewritten"]
