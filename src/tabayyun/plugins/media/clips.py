"""Known clips and sounds as a folder beside that of pictures, never half written.

``frames`` is a bank of pictures: the frames of all clips, one after the other. ``clips.ndjson`` has a line
for each clip: name, SHA-256, length, its first frame and when each frame begins. Segments of sounds are
folders of arrays that never change. ``manifest.json`` says how many clips and which segments count, and is
replaced in one step when all else is on the disk; frames without a clip are what a killed process left, and
never found.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from itertools import islice
from pathlib import Path

import numpy as np

from tabayyun.engine.media.clips import Clip
from tabayyun.engine.media.soundbank import SoundBank, Sounds
from tabayyun.plugins.media.disk import commit, manifest, save, write_at
from tabayyun.plugins.media.folder import Folder, Named


@dataclass(frozen=True, slots=True)
class Entry:
    """A clip of the bank; ``times``: when each of its frames begins."""

    name: str
    sha256: str
    seconds: float
    first: int
    times: tuple[float, ...]


class Clips:
    """The clips in ``path``; made when there are none. One process at a time may add."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        said = manifest(path, {"clips": 0, "sounds": [], "gone": []})
        self.frames = Folder(path / "frames")
        self.gone: frozenset[int] = frozenset(said["gone"])
        self.entries = self._entries(said["clips"])
        self._names: dict[int, str] = {}
        self.sounds = SoundBank(tuple(self._load(name) for name in said["sounds"]), self.gone)
        self._firsts = np.array([one.first for one in self.entries], np.int64)

    def __len__(self) -> int:
        """Clips that are found."""
        return len(self.entries) - len(self.gone)

    def has(self, sha256: str) -> int | None:
        """The number of the clip with these very bytes."""
        for number, entry in enumerate(self.entries):
            if entry.sha256 == sha256 and number not in self.gone:
                return number
        return None

    def of_frame(self, frame: int) -> tuple[int, float] | None:
        """The clip that a frame belongs to and the second it begins at; None when that is gone."""
        number = int(np.searchsorted(self._firsts, frame, side="right")) - 1
        if number < 0 or number in self.gone:
            return None
        within = frame - self.entries[number].first
        times = self.entries[number].times
        return (number, times[within]) if within < len(times) else None

    def frames_of(self, clip: int) -> range:
        """The numbers of its frames."""
        entry = self.entries[clip]
        return range(entry.first, entry.first + len(entry.times))

    def add(self, clips: Sequence[tuple[Named, Clip]]) -> None:
        """Add ``clips``. All of them are in the bank afterwards, or none is."""
        frames = [(named, one) for named, clip in clips for _at, one in clip.frames]
        first = self.frames.add(frames).start if frames else self.frames.count
        entries = list(self.entries)
        for named, clip in clips:
            times = tuple(at for at, _one in clip.frames)
            entries.append(Entry(named.name, named.sha256, clip.seconds, first, times))
            first += len(times)
        numbers = range(len(self.entries), len(entries))
        sounds = self.sounds.added(
            [(number, clip.sound) for number, (_named, clip) in zip(numbers, clips, strict=True)]
        )
        self._append(entries[len(self.entries) :])
        self._commit(entries, sounds, self.gone)

    def remove(self, number: int) -> None:
        """Let a clip be found no more."""
        self._commit(self.entries, self.sounds.without(number), self.gone | {number})

    def _commit(self, entries: list[Entry], sounds: SoundBank, gone: frozenset[int]) -> None:
        names = [self._saved(segment) for segment in sounds.segments]
        commit(self.path, {"clips": len(entries), "sounds": names, "gone": sorted(gone)})
        self.entries, self.sounds, self.gone = entries, sounds, gone
        self._firsts = np.array([one.first for one in entries], np.int64)
        for path in self.path.glob("sounds-*"):
            if path.name not in names:
                shutil.rmtree(path, ignore_errors=True)
        self._names = dict(zip(map(id, sounds.segments), names, strict=True))

    def _append(self, entries: Sequence[Entry]) -> None:
        """Write lines behind those that count; what a killed process left there is overwritten."""
        path = self.path / "clips.ndjson"
        begin = 0
        if self.entries:
            with path.open("rb") as file:
                begin = sum(map(len, islice(file, len(self.entries))))
        lines = [json.dumps(asdict(one)) + "\n" for one in entries]
        write_at(path, begin, "".join(lines).encode())

    def _entries(self, count: int) -> list[Entry]:
        if not count:
            return []
        with (self.path / "clips.ndjson").open("rb") as file:
            found = [json.loads(line) for line in islice(file, count)]
        return [Entry(**{**one, "times": tuple(one["times"])}) for one in found]

    def _saved(self, segment: Sounds) -> str:
        """The folder of a segment, written now when it has none."""
        if name := self._names.get(id(segment)):
            return name
        taken = [int(path.name.rpartition("-")[2]) for path in self.path.glob("sounds-*[0-9]")]
        name = self._names[id(segment)] = f"sounds-{max(taken, default=0) + 1:06d}"
        draft = self.path / f"{name}.draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        for field in fields(segment):
            save(draft / f"{field.name}.npy", getattr(segment, field.name))
        draft.rename(self.path / name)
        return name

    def _load(self, name: str) -> Sounds:
        read = (np.load(self.path / name / f"{field.name}.npy", mmap_mode="r") for field in fields(Sounds))
        segment = Sounds(*read)
        self._names[id(segment)] = name
        return segment
