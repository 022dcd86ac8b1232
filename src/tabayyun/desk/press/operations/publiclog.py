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


def serialise_log() -> None:
    """One publication at a time from here to the end of the transaction: leaves have no gaps."""
    serialise("press log")


def append(token: str, now: datetime, text: StatementText | None = None) -> LogEntry:
    """Log the JWS ``token`` and sign the head that includes it. The caller holds `serialise_log`."""
    hashes = [bytes.fromhex(leaf) for leaf in LogEntry.objects.values_list("leaf_hash", flat=True)]
    leaf = log.leaf_hash(token.encode("ascii"))
    entry = LogEntry.objects.create(index=len(hashes), leaf=token, leaf_hash=leaf.hex(), text=text, at=now)
    _sign_head([*hashes, leaf], now)
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


def _sign_head(hashes: list[bytes], now: datetime) -> None:
    root = log.root(hashes)
    head = note.sign_checkpoint(origin(), len(hashes), root, keys.private_key(), origin())
    LogCheckpoint.objects.create(size=len(hashes), root=root.hex(), note=head, at=now)


def origin() -> str:
    """What the log calls itself: the public address without its scheme, as signed notes do."""
    return str(settings.ORIGIN).split("://", 1)[-1] + "/log"
