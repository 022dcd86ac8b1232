"""The banks of known pictures: the desk's own, which grows by itself, and those that were imported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from tabayyun.desk.expertise.models import Evidence, MediaPrint
from tabayyun.engine.media.recognition import Known, fingerprint
from tabayyun.kit.locks import alone
from tabayyun.plugins.media.folder import Folder, Named

DESK = "desk"
TOP = 5
"""Matches that are kept of one bank."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A known picture of a bank."""

    bank: str
    number: int
    name: str
    sha256: str
    by: str
    score: float
    change: dict[str, Any]


def enter(*, sha256: str, grey: NDArray[np.uint8]) -> int:
    """The number of a picture in the desk's bank, entered now unless these very bytes are there."""
    with _own() as bank:
        number = bank.has(sha256)
        if number is None:
            (number,) = bank.add([(Named(sha256, sha256), fingerprint(grey))])
        return number


def leave(*, number: int) -> None:
    """Let a picture be found no more."""
    with _own() as bank:
        bank.remove(number)


def forget_print(evidence: Evidence) -> int | None:
    """Forget the fingerprint of a piece; its number, unless another picture of the desk has the same bytes.

    Runs inside the caller's transaction; the number is to `leave` after it.
    """
    mine = MediaPrint.objects.filter(evidence=evidence).first()
    if mine is None:
        return None
    mine.delete()
    return None if MediaPrint.objects.filter(number=mine.number).exists() else mine.number


def hits(*, sha256: str, grey: NDArray[np.uint8], own: Collection[int]) -> list[Hit]:
    """What a picture shows of every bank, bank by bank, the surest first.

    ``own`` are numbers in the desk's bank that are left out: pictures of the same content.
    """
    return [
        hit for path in _banks() for hit in _of(Folder(path), sha256, grey, own if path.name == DESK else ())
    ]


def _of(bank: Folder, sha256: str, grey: NDArray[np.uint8], own: Collection[int]) -> Iterator[Hit]:
    same = bank.has(sha256)
    if same is not None:
        yield Hit(bank.path.name, same, bank.named(same).name, sha256, "bytes", 1.0, {})
    known = _without(bank.known, [*own, *([] if same is None else [same])])
    found = known.recognise(grey)[:TOP]
    if (
        found and found[0].by == "hash"
    ):  # a copy of a copy is near by its hash, and hides what both are made of
        found += _without(known, [one.picture for one in found]).recognise(grey)[:TOP]
    for one in found:
        named = bank.named(one.picture)
        yield Hit(
            *(bank.path.name, one.picture, named.name, named.sha256),
            *(one.by, one.score, one.change.as_dict()),
        )


def _without(known: Known, numbers: Iterable[int]) -> Known:
    return reduce(Known.without, numbers, known)


@contextmanager
def _own() -> Iterator[Folder]:
    with alone(_home() / f"{DESK}.lock"):
        yield Folder(_home() / DESK)


def _banks() -> list[Path]:
    return sorted(path.parent for path in _home().glob("*/manifest.json"))


def _home() -> Path:
    return Path(settings.HOME) / "banks"
