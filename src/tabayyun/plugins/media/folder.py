"""A bank of known pictures as a folder: mapped from the disk, added to, never half written.

Every picture has a number, counted from 0. ``names.ndjson`` has a line for each (its name and SHA-256),
``lines.u64`` where that line begins, ``digests.u64`` the first eight bytes of the SHA-256. Segments are
folders of arrays that never change. ``manifest.json`` says how many pictures and which segments count: it is
replaced in one step when all else is on the disk, so a machine that dies has added all of a batch or
nothing of it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.bank import Bank, Segment
from tabayyun.engine.media.descriptors import Described, Descriptor, DescriptorIndex
from tabayyun.engine.media.hashes import Hashes, HashIndex
from tabayyun.engine.media.recognition import Fingerprint, Known
from tabayyun.engine.media.vocabulary import Vocabulary
from tabayyun.plugins.media.disk import BankError, commit, manifest, save, write_at


@dataclass(frozen=True, slots=True)
class Named:
    """What a bank knows of a picture besides its fingerprint."""

    name: str
    sha256: str


def vocabulary() -> Vocabulary:
    """The words that come with Tabayyun; see ``tools/train_vocabulary.py``."""
    with files(__package__).joinpath("vocabulary.npy").open("rb") as file:
        return Vocabulary.of(np.load(file))


class Folder:
    """The bank in ``path``; made when there is none. One process at a time may add.

    A bank has rows of one learned descriptor at most: another one is refused with BankError.
    """

    def __init__(self, path: Path, descriptor: Descriptor | None = None) -> None:
        self.path = path
        self._names: dict[int, str] = {}
        path.mkdir(parents=True, exist_ok=True)
        said = manifest(path, {"pictures": 0, "keypoints": [], "hashes": [], "gone": []})
        self.count: int = said["pictures"]
        self._descriptor: str = said.get("descriptor") or (descriptor.name if descriptor else "")
        if descriptor and descriptor.name != self._descriptor:
            raise BankError(f"{path}: described by {self._descriptor}, not by {descriptor.name}: index anew")
        gone = frozenset(said["gone"])
        self.known = Known(
            Bank(vocabulary(), tuple(self._load(Segment, name) for name in said["keypoints"]), gone),
            HashIndex(tuple(self._load(Hashes, name) for name in said["hashes"]), gone),
            DescriptorIndex(tuple(self._load(Described, name) for name in said.get("rows", [])), gone),
            descriptor,
        )

    def has(self, sha256: str) -> int | None:
        """The number of the picture with these very bytes."""
        wanted = np.frombuffer(bytes.fromhex(sha256)[:8], np.uint64)[0]
        for number in np.nonzero(self._column("digests.u64") == wanted)[0].tolist():
            if number not in self.known.bank.gone and self.named(number).sha256 == sha256:
                return int(number)
        return None

    def named(self, number: int) -> Named:
        """The name and SHA-256 of a picture. Raises IndexError."""
        begin = int(self._column("lines.u64")[number])
        with (self.path / "names.ndjson").open("rb") as file:
            file.seek(begin)
            return Named(**json.loads(file.readline()))

    def add(self, pictures: Sequence[tuple[Named, Fingerprint]]) -> range:
        """Add ``pictures`` and return their numbers. All of them are in the bank afterwards, or none is."""
        numbers = range(self.count, self.count + len(pictures))
        known = self.known.added(zip(numbers, (one for _named, one in pictures), strict=True))
        self._append([named for named, _one in pictures])
        self._commit(known, self.count + len(pictures))
        return numbers

    def remove(self, number: int) -> None:
        """Let a picture be found no more."""
        self._commit(self.known.without(number), self.count)

    def _commit(self, known: Known, count: int) -> None:
        kept = {
            kind: [self._saved(kind, one) for one in segments] for kind, segments in _segments(known).items()
        }
        gone, descriptor = sorted(known.bank.gone), self._descriptor if known.rows.segments else ""
        commit(self.path, {"pictures": count, "gone": gone, "descriptor": descriptor, **kept})
        self.known, self.count = known, count
        self._forget({name for names in kept.values() for name in names})

    def _saved(self, kind: str, segment: Segment | Hashes | Described) -> str:
        """The folder of a segment, written now when it has none."""
        name = self._names.get(id(segment))
        if name is None:
            name = self._names[id(segment)] = self._free(kind)
            draft = self.path / f"{name}.draft"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            for field in fields(segment):
                values = getattr(segment, field.name)
                if values is not None:
                    save(draft / f"{field.name}.npy", values)
            draft.rename(self.path / name)
        return name

    def _free(self, kind: str) -> str:
        taken = [int(path.name.rpartition("-")[2]) for path in self.path.glob(f"{kind}-*[0-9]")]
        return f"{kind}-{max(taken, default=0) + 1:06d}"

    def _load(self, kind: Any, name: str) -> Any:
        arrays = {
            field.name: np.load(path, mmap_mode="r")
            for field in fields(kind)
            if (path := self.path / name / f"{field.name}.npy").exists()
        }
        segment = kind(**arrays)
        self._names[id(segment)] = name
        return segment

    def _forget(self, kept: Iterable[str]) -> None:
        """Drop the folders of segments that no longer count; who has them mapped still reads them."""
        for path in (path for kind in _segments(self.known) for path in self.path.glob(f"{kind}-*")):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
        current = {id(one) for segments in _segments(self.known).values() for one in segments}
        self._names = {key: name for key, name in self._names.items() if key in current}

    def _append(self, named: Sequence[Named]) -> None:
        """Write the names behind those that count; what a killed process left there is overwritten."""
        lines = [json.dumps({"name": one.name, "sha256": one.sha256}).encode() + b"\n" for one in named]
        begin = self._end_of_names()
        begins = np.cumsum([begin, *map(len, lines)])[:-1].astype(np.uint64)
        digests = np.frombuffer(b"".join(bytes.fromhex(one.sha256)[:8] for one in named), np.uint64)
        write_at(self.path / "names.ndjson", begin, b"".join(lines))
        write_at(self.path / "lines.u64", 8 * self.count, begins.tobytes())
        write_at(self.path / "digests.u64", 8 * self.count, digests.tobytes())

    def _end_of_names(self) -> int:
        if not self.count:
            return 0
        with (self.path / "names.ndjson").open("rb") as file:
            file.seek(int(self._column("lines.u64")[self.count - 1]))
            file.readline()
            return file.tell()

    def _column(self, name: str) -> NDArray[np.uint64]:
        if not self.count:
            return np.zeros(0, np.uint64)
        return np.memmap(self.path / name, np.uint64, mode="r", shape=(self.count,))


def _segments(known: Known) -> dict[str, Sequence[Segment | Hashes | Described]]:
    return {"keypoints": known.bank.segments, "hashes": known.hashes.segments, "rows": known.rows.segments}
