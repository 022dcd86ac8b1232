"""The public log: append a leaf and sign the new head. Nothing else ever writes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tabayyun.desk.press.models import LogCheckpoint, LogEntry, StatementText
from tabayyun.engine.signing import jws, log, note
from tabayyun.kit import signing as keys
from tabayyun.kit.locks import serialise

_held: list[log.Frontier] = []
"""The edge that this process appended to last; it is believed only where the database agrees."""


def serialise_log() -> None:
    """One publication at a time from here to the end of the transaction: leaves have no gaps."""
    serialise("press log")


def append(token: str, now: datetime, text: StatementText | None = None) -> LogEntry:
    """Log the JWS ``token`` and sign the head that includes it. The caller holds `serialise_log`."""
    edge, leaf = _edge(), log.leaf_hash(token.encode("ascii"))
    entry = LogEntry.objects.create(index=edge.size, leaf=token, leaf_hash=leaf.hex(), text=text, at=now)
    edge.append(leaf)
    _sign_head(edge, now)
    return entry


@transaction.atomic
def sign_and_log(*, claims: jws.StatementClaims, now: datetime) -> LogEntry:
    """Sign ``claims`` of another room with the institution's key and log them; the leaf is the JWS."""
    serialise_log()
    return append(jws.sign(claims, keys.private_key()), now)


def keep_digest(*, kind: str, reference: str, digest: str, now: datetime) -> dict[str, Any]:
    """Sign and log a digest for a room below; see `kit.publiclog`."""
    claims = jws.StatementClaims(
        issuer=settings.ORIGIN,
        reference=reference,
        lang="en",
        version=1,
        kind=kind,
        title=reference,
        date=timezone.localtime(now).isoformat(timespec="seconds"),
        digest=digest,
    )
    entry = sign_and_log(claims=claims, now=now)
    hashes = [bytes.fromhex(leaf) for leaf in LogEntry.objects.values_list("leaf_hash", flat=True)]
    return {
        "jws": entry.leaf,
        "index": entry.index,
        "proof": [step.hex() for step in log.inclusion_proof(hashes, entry.index)],
        "checkpoint": LogCheckpoint.objects.get(size=len(hashes)).note,
    }


def _edge() -> log.Frontier:
    """The right edge of the log as the database has it: the one at hand, unless the last head is another's.

    Whatever was appended and then rolled back, here or elsewhere, has another size or another root.
    """
    head = LogCheckpoint.objects.order_by("-size").values_list("size", "root").first()
    edge = _held[0] if _held else log.Frontier()
    if head != (edge.size, edge.root().hex()) or edge.size == 0:
        edge = log.Frontier()
        for leaf in LogEntry.objects.order_by("index").values_list("leaf_hash", flat=True):
            edge.append(bytes.fromhex(leaf))
    _held[:] = [edge]
    return edge


def _sign_head(edge: log.Frontier, now: datetime) -> None:
    root = edge.root()
    head = note.sign_checkpoint(origin(), edge.size, root, keys.private_key(), origin())
    LogCheckpoint.objects.create(size=edge.size, root=root.hex(), note=head, at=now)


def origin() -> str:
    """What the log calls itself: the public address without its scheme, as signed notes do."""
    return str(settings.ORIGIN).split("://", 1)[-1] + "/log"
