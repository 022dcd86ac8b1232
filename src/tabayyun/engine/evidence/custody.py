"""The custody of one piece of evidence: entries that each carry the digest of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

FIELDS = ("at", "actor", "action", "detail", "previous")
"""What an entry's digest is taken over, besides ``evidence``, the SHA-256 of the piece."""


def canonical(value: Mapping[str, Any]) -> bytes:
    """JSON as it is signed, stamped and digested: sorted, without spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(evidence: str, entry: Mapping[str, Any]) -> str:
    """SHA-256 of an entry, hexadecimal."""
    row = {"evidence": evidence, **{name: entry[name] for name in FIELDS}}
    return hashlib.sha256(canonical(row)).hexdigest()


def first_break(evidence: str, entries: Iterable[Mapping[str, Any]]) -> int | None:
    """The first entry that does not follow from the one before it, or was changed; None when all do."""
    previous = ""
    for number, entry in enumerate(entries):
        try:
            whole = entry["previous"] == previous and entry["digest"] == digest(evidence, entry)
        except (KeyError, TypeError):
            whole = False
        if not whole:
            return number
        previous = entry["digest"]
    return None
