"""One bank for every kind of media: what a file shows or lets hear of what is known."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.changes import Change
from tabayyun.engine.media.clips import Clip, fingerprints, framed
from tabayyun.engine.media.descriptors import Descriptor
from tabayyun.engine.media.footage import Moment, Screening, screened, shown
from tabayyun.engine.media.recognition import Fingerprint, Known, Recognition, fingerprint
from tabayyun.engine.media.soundbank import SoundBank
from tabayyun.engine.media.sounds import ASKED_HOP, HOP, spectrum
from tabayyun.plugins.media.clips import Clips
from tabayyun.plugins.media.decoding import Decoder, UndecodableError, is_picture
from tabayyun.plugins.media.folder import Folder, Named
from tabayyun.plugins.media.footage import Reel, frames, reel, samples

Range = tuple[float, float]
"""From, to: seconds."""
_NOTHING = np.zeros(0, np.int16)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Match:
    """A known picture, clip or sound that a file shows."""

    name: str
    sha256: str
    by: str
    """``hash`` or ``parts`` of the picture, its learned ``descriptor``, or ``sound``."""
    score: float
    """0–1, growing with what agrees; no probability."""
    change: Change | None = None
    """What was done to the picture; None for sound."""
    distance: int | None = None
    places: int | None = None
    asked: Range | None = None
    """Of the file asked about; None when that is a picture."""
    known: Range | None = None
    """Of the known one; None when that is a picture."""
    speed: float | None = None
    """Of a clip in a clip: above 1 it was sped up."""

    def time_range(self) -> dict[str, object] | None:
        """For JSON; None between pictures."""
        if self.asked is None and self.known is None:
            return None
        return {
            "query": self.asked and [round(one, 2) for one in self.asked],
            "match": self.known and [round(one, 2) for one in self.known],
            "speed": self.speed and round(self.speed, 3),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file shows of a bank, the surest first; a clip in pieces is a match for each piece."""

    matches: list[Match]
    is_whole: bool = True
    """False for a clip so long that only its beginning was looked at."""


class MediaBank:
    """The bank in ``path``; made when there is none. One process at a time may add or remove."""

    def __init__(self, path: Path, descriptor: Descriptor | None = None) -> None:
        self.path = path
        self.pictures = Folder(path, descriptor)
        self.clips = Clips(path / "clips")
        self._decoder = Decoder()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._decoder.close()

    def has(self, sha256: str) -> bool:
        """Whether a file with these very bytes is in the bank."""
        return self.pictures.has(sha256) is not None or self.clips.has(sha256) is not None

    def match(self, path: Path, *, without: Collection[str] = ()) -> Answer:
        """What a picture, clip or sound shows of the bank. Raises UndecodableError.

        ``without``: the SHA-256 of files that are passed over, as if they were not in the bank.
        """
        pictures, clips, sounds = self._known(without)
        if is_picture(path):
            plain = self._decoder.grey(path)
            found = [self._picture(one) for one in pictures.recognise(plain)]
            return Answer(_sorted([*found, *self._stills(clips.recognise(plain))]))
        what = reel(path)
        found = [*self._seen(path, what, pictures, clips), *self._heard(path, what, sounds)]
        return Answer(_sorted(found), is_whole=not what.is_longer)

    def read(self, path: Path) -> Fingerprint | Clip:
        """What is kept of a picture, clip or sound. Raises UndecodableError."""
        if is_picture(path):
            return fingerprint(self._decoder.grey(path), descriptor=self.pictures.known.descriptor)
        what = reel(path)
        seen = tuple(fingerprints(framed(frames(path)))) if what.has_frames else ()
        return Clip(what.seconds, seen, spectrum(_sound(path, what), HOP).prints())

    def add(self, files: Sequence[tuple[Named, Fingerprint | Clip]]) -> None:
        """Add what was read. All pictures are in the bank afterwards, or none; clips likewise."""
        pictures = [(named, one) for named, one in files if isinstance(one, Fingerprint)]
        clips = [(named, one) for named, one in files if isinstance(one, Clip)]
        if pictures:
            self.pictures.add(pictures)
        if clips:
            self.clips.add(clips)

    def keep(self, path: Path, name: str) -> bool:
        """Add one file, unless it is there already: whether it was added. Raises UndecodableError."""
        sha256 = digest(path)
        if self.has(sha256):
            return False
        self.add([(Named(name, sha256), self.read(path))])
        return True

    def remove(self, sha256: str) -> bool:
        """Let the file with these bytes be found no more: whether it was there."""
        picture, clip = self.pictures.has(sha256), self.clips.has(sha256)
        if picture is not None:
            self.pictures.remove(picture)
        if clip is not None:
            self.clips.remove(clip)
        return picture is not None or clip is not None

    def _known(self, without: Collection[str]) -> tuple[Known, Known, SoundBank]:
        """Pictures, frames and sounds, but those of some files."""
        pictures, frames, sounds = self.pictures.known, self.clips.frames.known, self.clips.sounds
        for sha256 in without:
            if (picture := self.pictures.has(sha256)) is not None:
                pictures = pictures.without(picture)
            if (clip := self.clips.has(sha256)) is not None:
                sounds = sounds.without(clip)
                frames = reduce(Known.without, self.clips.frames_of(clip), frames)
        return pictures, frames, sounds

    def _picture(self, one: Recognition, asked: Range | None = None) -> Match:
        named = self.pictures.named(one.picture)
        return Match(named.name, named.sha256, one.by, one.score, one.change, one.distance, one.places, asked)

    def _stills(self, found: Sequence[Recognition]) -> Iterator[Match]:
        """Of each clip the frame that a picture shows best."""
        told = set()
        for one in found:
            place = self.clips.of_frame(one.picture)
            if place is None or place[0] in told:
                continue
            told.add(place[0])
            entry, at = self.clips.entries[place[0]], place[1]
            yield Match(
                entry.name, entry.sha256, one.by, one.score, one.change, one.distance, one.places,
                known=(at, at),
            )  # fmt: skip

    def _seen(self, path: Path, what: Reel, pictures: Known, clips: Known) -> Iterator[Match]:
        if not what.has_frames:
            return
        screening = screened(framed(frames(path)), what.seconds, pictures, clips)
        yield from self._known_pictures(screening.moments[0])
        yield from self._known_clips(screening)

    def _known_pictures(self, found: Sequence[Moment]) -> Iterator[Match]:
        for mine in _grouped(found, lambda one: one.found.picture).values():
            best = max(mine, key=lambda one: one.found.score)
            yield self._picture(best.found, (mine[0].at, mine[-1].until))

    def _known_clips(self, screening: Screening) -> Iterator[Match]:
        pairs = [(one, self.clips.of_frame(one.found.picture)) for one in screening.moments[1]]
        placed = [(one, place) for one, place in pairs if place is not None]
        for number, mine in _grouped(placed, lambda pair: pair[1][0]).items():
            entry = self.clips.entries[number]
            for one in shown([(moment, at) for moment, (_clip, at) in mine], screening.clear):
                yield Match(
                    entry.name, entry.sha256, one.by, one.score, one.change, one.distance, one.places,
                    one.stretch.asked, one.stretch.known, one.stretch.speed,
                )  # fmt: skip

    def _heard(self, path: Path, what: Reel, sounds: SoundBank) -> Iterator[Match]:
        if not sounds.segments:
            return
        for one in sounds.heard(spectrum(_sound(path, what), ASKED_HOP)):
            entry, part = self.clips.entries[one.sound], one.stretch
            yield Match(
                entry.name, entry.sha256, "sound", one.score,
                asked=part.asked, known=part.known, speed=part.speed,
            )  # fmt: skip


def _sound(path: Path, what: Reel) -> NDArray[np.int16]:
    """A clip whose sound cannot be read is still a clip. Raises UndecodableError for a sound."""
    try:
        return samples(path) if what.has_sound else _NOTHING
    except UndecodableError:
        if what.has_frames:
            return _NOTHING
        raise


def digest(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sorted(found: Sequence[Match]) -> list[Match]:
    return sorted(found, key=lambda one: (-one.score, one.name))


def _grouped(found: Sequence[Item], key: Callable[[Item], int]) -> dict[int, list[Item]]:
    groups: dict[int, list[Item]] = defaultdict(list)
    for one in found:
        groups[key(one)].append(one)
    return groups
