"""What lets anyone check us: the keys, the log and its proofs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from tabayyun.desk.press.models import LogCheckpoint, LogEntry, StatementText
from tabayyun.engine.signing import jws, log
from tabayyun.engine.signing.bundle import make_bundle
from tabayyun.kit import plugins
from tabayyun.kit import signing as keys


def timestamp_root() -> bytes:
    """The certificate that the timestamps are checked against, as PEM; empty when it is elsewhere."""
    root: bytes = plugins.load("timestamps", settings.TIMESTAMP_PLUGIN).root(home=str(settings.HOME))
    return root


def log_head() -> LogCheckpoint | None:
    """The newest signed head of the log; None while nothing was published."""
    return LogCheckpoint.objects.order_by("-size").first()


def log_entries() -> QuerySet[LogEntry]:
    """Every leaf of the log with its text, newest first."""
    return LogEntry.objects.select_related("text__statement").order_by("-index")


def consistency(old: int, new: int) -> list[bytes]:
    """The proof that the log at size ``new`` only added to the log at size ``old``.

    Raises ValueError unless 0 < old ≤ new ≤ the size of the log.
    """
    hashes = _hashes(new)
    if not 0 < old <= new == len(hashes):
        raise ValueError(f"no such sizes: {old}, {new}")
    return log.consistency_proof(hashes, old)


def bundle(text: StatementText) -> dict[str, Any]:
    """Everything a stranger needs to check ``text`` offline; see `engine.signing.bundle`.

    Raises ValueError for a text that was never published.
    """
    entry = LogEntry.objects.filter(text=text).first()
    if entry is None:
        raise ValueError(f"not published: {text}")
    return bundle_of(
        entry,
        title=text.title,
        body=text.body,
        checked=text.checked,
        claim=text.statement.claim,
        verdict=text.statement.verdict,
    )


def bundle_of(
    entry: LogEntry, *, title: str, body: str, checked: Sequence[str], claim: str = "", verdict: str = ""
) -> dict[str, Any]:
    """The bundle of what was signed in ``entry``, whichever room signed it."""
    head = LogCheckpoint.objects.order_by("-size")[0]
    return make_bundle(
        token=entry.leaf,
        title=title,
        body=body,
        checked=checked,
        claim=claim,
        verdict=verdict,
        index=entry.index,
        size=head.size,
        proof=log.inclusion_proof(_hashes(head.size), entry.index),
        checkpoint=head.note,
        public_keys=keys.public_keys(),
        timestamp=bytes(head.timestamp or b""),
    )


def public_keys() -> dict[str, list[dict[str, str]]]:
    """The keys as a JWKS: the one that signs now first, then former ones."""
    return jws.public_jwks(keys.public_keys())


def to_be_signed(text: StatementText, at: datetime | None = None) -> jws.StatementClaims:
    """What the signature over ``text`` says, when it is published at ``at`` (now, for a preview)."""
    return jws.StatementClaims(
        issuer=settings.ORIGIN,
        reference=text.statement.reference,
        lang=text.lang,
        version=text.version,
        kind=text.statement.kind,
        title=text.title,
        date=timezone.localtime(at).isoformat(timespec="seconds"),
        digest=jws.text_digest(
            text.title,
            text.body,
            text.checked,
            claim=text.statement.claim,
            verdict=text.statement.verdict,
        ),
    )


def verification_keys() -> list[Ed25519PublicKey]:
    """The same keys as `engine.signing` takes them."""
    return keys.public_keys()


def _hashes(size: int) -> list[bytes]:
    leaves = LogEntry.objects.order_by("index").values_list("leaf_hash", flat=True)[:size]
    return [bytes.fromhex(leaf) for leaf in leaves]
