"""Lists of PDQ hashes as platforms and fact-checkers exchange them: CSV, JSON, or one JSON object a line.

A hash is looked for under the names that such lists use; what says of itself that it is of another kind is
passed over. Only the hash and a name are kept: nobody can see a picture again from them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tabayyun.engine.media import pdq
from tabayyun.engine.media.keypoints import NONE
from tabayyun.engine.media.recognition import Fingerprint
from tabayyun.plugins.media.folder import Named

HASHES = ("pdq", "hash", "indicator", "content_hash", "value", "hash_value", "signal_value")
KINDS = ("type", "hash_type", "signal_type", "algorithm", "kind")
NAMES = ("name", "title", "id", "content_id", "label", "url", "tags")
LISTS = ("hashes", "data", "items", "results", "signals")
LONGEST = 300


class HashListError(ValueError):
    """The file is no list of hashes; the message says why."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list holds: ``passed_over`` lines have no PDQ hash, or one that is too plain to mean much."""

    prints: list[tuple[Named, Fingerprint]]
    passed_over: int


def read(data: bytes) -> Listed:
    """The hashes of a list. Raises HashListError when there is none in it."""
    rows = list(_rows(data))
    found = {named.sha256: (named, one) for row in rows if (pair := _print(row)) for named, one in [pair]}
    if not found:
        raise HashListError("no PDQ hash (64 hexadecimal digits) is in it")
    passed_over = sum(_print(row) is None for row in rows)
    return Listed(list(found.values()), passed_over)


def _rows(data: bytes) -> Iterator[Mapping[str, Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HashListError("it is not UTF-8") from error
    if text.lstrip()[:1] in {"{", "["}:
        yield from _objects(text)
        return
    first = text.partition("\n")[0]
    table = csv.DictReader(
        io.StringIO(text), delimiter="\t" if "\t" in first else ";" if ";" in first else ","
    )
    yield from ({(key or "").strip().lower(): value for key, value in row.items()} for row in table)


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    try:
        found = json.loads(text)
    except ValueError:
        found = [_line(line) for line in text.splitlines() if line.strip()]
    if isinstance(found, Mapping):
        found = next((found[name] for name in LISTS if isinstance(found.get(name), list)), [found])
    yield from (one if isinstance(one, Mapping) else {"hash": one} for one in found)


def _line(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {}


def _print(row: Mapping[str, Any]) -> tuple[Named, Fingerprint] | None:
    kind = _first(row, KINDS).lower()
    quality = _first(row, ("quality",))
    if kind and "pdq" not in kind:
        return None
    try:
        one = pdq.Hash.of_hex(_first(row, HASHES), int(float(quality)) if quality else 100)
    except (ValueError, OverflowError):
        return None
    if one.quality < pdq.CLEAR:
        return None
    sha256 = hashlib.sha256(f"pdq:{one.hex}".encode()).hexdigest()
    name = _first(row, NAMES) or one.hex
    return Named("".join(c for c in name if c.isprintable())[:LONGEST], sha256), Fingerprint(
        (1, 1), one, NONE
    )


def _first(row: Mapping[str, Any], names: Iterable[str]) -> str:
    found = next((row[name] for name in names if row.get(name) not in (None, "", [])), "")
    return ", ".join(map(str, found)) if isinstance(found, list) else str(found).strip()
