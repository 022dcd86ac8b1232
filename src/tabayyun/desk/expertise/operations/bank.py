"""The banks of known pictures: the desk's own, which grows by itself, and those that were imported."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from tabayyun.desk.expertise.models import Evidence, MediaPrint
from tabayyun.engine.media.descriptors import Descriptor, DescriptorError
from tabayyun.engine.media.recognition import Known, Recognition, fingerprint
from tabayyun.kit import plugins
from tabayyun.kit.locks import alone
from tabayyun.plugins.media.bank import Match, MediaBank
from tabayyun.plugins.media.disk import BankError
from tabayyun.plugins.media.folder import Folder, Named

log = logging.getLogger(__name__)
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
            made = fingerprint(grey, descriptor=bank.known.descriptor)
            (number,) = bank.add([(Named(sha256, sha256), made)])
        return number


def enter_reel(path: Path, sha256: str) -> None:
    """Enter a clip or sound into the desk's bank, unless it is there. Raises UndecodableError."""
    with alone(_home() / f"{DESK}.lock"), MediaBank(_home() / DESK) as bank:
        bank.keep(path, sha256)


def reel_hits(path: Path) -> list[tuple[str, Match]]:
    """Name of the bank, and what a clip or sound shows or lets hear of it. Raises UndecodableError."""
    found = []
    for folder in _banks():
        with MediaBank(folder) as bank:
            found += [(folder.name, one) for one in bank.match(path).matches]
    return found


def leave(*, sha256: str) -> None:
    """Let a picture, clip or sound be found no more."""
    with alone(_home() / f"{DESK}.lock"), MediaBank(_home() / DESK) as bank:
        bank.remove(sha256)


def forget_print(evidence: Evidence) -> bool:
    """Forget the fingerprint of a piece; False when another one of the desk has the same bytes.

    Runs inside the caller's transaction; if True the bytes are to `leave` the bank after it.
    """
    gone, _by_model = MediaPrint.objects.filter(evidence=evidence).delete()
    return bool(gone) and not MediaPrint.objects.filter(sha256=evidence.sha256).exists()


def hits(*, sha256: str, grey: NDArray[np.uint8], own: Collection[int]) -> list[Hit]:
    """What a picture shows of every bank, bank by bank, the surest first.

    ``own`` are numbers in the desk's bank that are left out: pictures of the same content.
    """
    return [
        hit for path in _banks() for hit in _of(_opened(path), sha256, grey, own if path.name == DESK else ())
    ]


def _of(bank: Folder, sha256: str, grey: NDArray[np.uint8], own: Collection[int]) -> Iterator[Hit]:
    same = bank.has(sha256)
    if same is not None:
        yield Hit(bank.path.name, same, bank.named(same).name, sha256, "bytes", 1.0, {})
    known = _without(bank.known, [*own, *([] if same is None else [same])])
    for one in _surest(known.recognise(grey)):
        named = bank.named(one.picture)
        yield Hit(
            *(bank.path.name, one.picture, named.name, named.sha256),
            *(one.by, one.score, one.change.as_dict()),
        )


def _surest(found: Sequence[Recognition]) -> list[Recognition]:
    """`TOP` of each way: copies of a copy, near by their hash, must not hide what all are made of."""
    by_hash = [one for one in found if one.by == "hash"]
    return by_hash[:TOP] + [one for one in found if one.by != "hash"][:TOP]


def _without(known: Known, numbers: Iterable[int]) -> Known:
    return reduce(Known.without, numbers, known)


@contextmanager
def _own() -> Iterator[Folder]:
    with alone(_home() / f"{DESK}.lock"):
        yield _opened(_home() / DESK)


def _opened(path: Path) -> Folder:
    """The bank in ``path``, with the learned descriptor unless its rows are of another one."""
    descriptor = _descriptor()
    try:
        return Folder(path, descriptor)
    except BankError as error:
        if descriptor is None:
            raise
        log.warning("without the learned descriptor: %s", error)
        return Folder(path)


def _descriptor() -> Descriptor | None:
    """The one that an administrator put on this machine; None without one that can be used."""
    folder = settings.DESCRIPTOR_FOLDER
    return plugins.from_folder("descriptors", "folder", folder, DescriptorError) if folder else None


def _banks() -> list[Path]:
    files = ("*/manifest.json", "*/clips/manifest.json")
    return sorted(
        {_home() / path.relative_to(_home()).parts[0] for name in files for path in _home().glob(name)}
    )


def _home() -> Path:
    return Path(settings.HOME) / "banks"
