"""The keypoints of many pictures, by word, so that a query reads only what may be like it.

An inverted file with signatures (Jégou et al., «Hamming embedding», 2008): for each word the pictures
that have it, each entry with 128 bits to compare and the place in the picture. 24 bytes an entry.
Entries live in segments that never change and can be mapped from a disk; adding makes a new small
segment, and segments of like size are merged, so that an entry is copied a few times only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.keypoints import Keypoints
from tabayyun.engine.media.picture import EDGE, Shape
from tabayyun.engine.media.relief import Relief
from tabayyun.engine.media.vocabulary import WORDS, Vocabulary

LIKE = 20
"""Bits of 128 in which two views of one neighbourhood may differ."""
WORDS_ASKED = 3
"""A changed neighbourhood often falls to the second or third nearest word."""
AT_ONCE = 4_000_000
"""Entries compared in one go: bounds the memory of a query on a large bank."""
SIZE_STEPS = 16.0
"""A size is kept as the number of sixteenths of an octave."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Entries sorted by word: ``starts`` (WORDS + 1), then for each entry its picture, 128 bits and place."""

    members: NDArray[np.uint32]
    """The m pictures of the segment, growing."""
    shapes: NDArray[np.uint16]
    """m × 2: their height and width at working size."""
    reliefs: NDArray[np.uint8]
    """m × 64 × 8."""
    starts: NDArray[np.int64]
    pictures: NDArray[np.uint32]
    signs: NDArray[np.uint64]
    """n × 2."""
    places: NDArray[np.uint8]
    """n × 4: x and y in 256ths of the working size, size, angle in 256ths of a turn."""

    def __len__(self) -> int:
        return len(self.pictures)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Neighbourhoods that look alike: ``asked`` are rows of the query, the rest is what the bank has."""

    asked: NDArray[np.int64]
    pictures: NDArray[np.int64]
    places: NDArray[np.float32]
    """n × 4: x, y, size (pixels at working size), angle (degrees)."""
    unlike: NDArray[np.uint8]
    """Bits that differ, at most `LIKE`."""


class Member(NamedTuple):
    """What a bank keeps of a picture."""

    shape: Shape
    keypoints: Keypoints
    relief: Relief


@dataclass(frozen=True, slots=True)
class Bank:
    """Pictures by number. `added` and `without` give a new bank; the old one stays as it was."""

    vocabulary: Vocabulary
    segments: tuple[Segment, ...] = ()
    gone: frozenset[int] = field(default_factory=frozenset)

    def __len__(self) -> int:
        """Entries, those of pictures that are gone included."""
        return sum(map(len, self.segments))

    def added(self, pictures: Iterable[tuple[int, Member]]) -> Bank:
        """With ``pictures``, each with a number of its own."""
        new = sorted(pictures, key=lambda one: one[0])
        if not new:
            return self
        return replace(self, segments=_settled([*self.segments, _segment(new, self.vocabulary)]))

    def look(self, picture: int) -> tuple[Shape, Relief]:
        """The shape and relief of a picture. Raises KeyError."""
        for segment in self.segments:
            row = int(np.searchsorted(segment.members, picture))
            if row < len(segment.members) and segment.members[row] == picture:
                height, width = segment.shapes[row].tolist()
                return (height, width), segment.reliefs[row]
        raise KeyError(picture)

    def without(self, picture: int) -> Bank:
        """Without a picture: its entries stay until their segment is written anew."""
        return replace(self, gone=self.gone | {picture})

    def pairs(self, asked: Keypoints) -> Pairs:
        """Every entry that looks like a keypoint of ``asked``."""
        if not len(asked):
            return _NO_PAIRS
        words = self.vocabulary.read(asked.bits, WORDS_ASKED)
        rows = np.repeat(np.arange(len(asked)), WORDS_ASKED)
        signs = _signs(asked.bits)
        parts = [part for segment in self.segments for part in _alike(segment, words.ravel(), rows, signs)]
        return self._without_gone(_joined(parts)) if parts else _NO_PAIRS

    def _without_gone(self, pairs: Pairs) -> Pairs:
        if not self.gone:
            return pairs
        kept = ~np.isin(pairs.pictures, np.fromiter(self.gone, np.int64))
        return Pairs(pairs.asked[kept], pairs.pictures[kept], pairs.places[kept], pairs.unlike[kept])


def _segment(pictures: Sequence[tuple[int, Member]], vocabulary: Vocabulary) -> Segment:
    members = np.array([number for number, _one in pictures], np.uint32)
    numbers = np.repeat(members, [len(one.keypoints) for _number, one in pictures])
    bits = np.concatenate([one.keypoints.bits for _number, one in pictures])
    places = np.concatenate([one.keypoints.places for _number, one in pictures])
    return _sorted(
        members,
        np.array([one.shape for _number, one in pictures], np.uint16),
        np.stack([one.relief for _number, one in pictures]),
        words=vocabulary.read(bits, 1)[:, 0] if len(bits) else np.zeros(0, np.int64),
        pictures=numbers,
        signs=_signs(bits),
        places=_packed(places),
    )


def _sorted(
    members: NDArray[np.uint32],
    shapes: NDArray[np.uint16],
    reliefs: NDArray[np.uint8],
    *,
    words: NDArray[np.int64],
    pictures: NDArray[np.uint32],
    signs: NDArray[np.uint64],
    places: NDArray[np.uint8],
) -> Segment:
    order = np.argsort(words, kind="stable")
    starts = np.searchsorted(words[order], np.arange(WORDS + 1)).astype(np.int64)
    return Segment(members, shapes, reliefs, starts, pictures[order], signs[order], places[order])


def _settled(segments: list[Segment]) -> tuple[Segment, ...]:
    """Merge from the end while the last is at least half as large as the one before it."""
    while len(segments) > 1 and 2 * len(segments[-1]) >= len(segments[-2]):
        segments[-2:] = [merged(segments[-2:])]
    return tuple(segments)


def merged(segments: Sequence[Segment], gone: frozenset[int] = frozenset()) -> Segment:
    """One segment with the pictures of all, but those that are ``gone``."""
    lost = np.fromiter(gone, np.uint32, len(gone))
    members = np.concatenate([one.members for one in segments])
    order = np.argsort(members)
    order = order[~np.isin(members[order], lost)]
    shapes = np.concatenate([one.shapes for one in segments])
    words = np.concatenate([np.repeat(np.arange(WORDS), np.diff(one.starts)) for one in segments])
    pictures = np.concatenate([one.pictures for one in segments])
    kept = ~np.isin(pictures, lost)
    signs = np.concatenate([one.signs for one in segments])
    places = np.concatenate([one.places for one in segments])
    return _sorted(
        members[order],
        shapes[order],
        np.concatenate([one.reliefs for one in segments])[order],
        words=words[kept],
        pictures=pictures[kept],
        signs=signs[kept],
        places=places[kept],
    )


def _alike(
    segment: Segment, words: NDArray[np.int64], rows: NDArray[np.int64], signs: NDArray[np.uint64]
) -> Iterable[Pairs]:
    """The pairs within ``segment``, some million comparisons at a time."""
    lengths = segment.starts[words + 1] - segment.starts[words]
    begins = np.concatenate([[0], np.cumsum(lengths)])
    first = 0
    while first < len(words):
        last = max(first + 1, int(np.searchsorted(begins, begins[first] + AT_ONCE, side="right")) - 1)
        yield _compared(segment, words[first:last], rows[first:last], lengths[first:last], signs)
        first = last


def _compared(
    segment: Segment,
    words: NDArray[np.int64],
    rows: NDArray[np.int64],
    lengths: NDArray[np.int64],
    signs: NDArray[np.uint64],
) -> Pairs:
    asked = np.repeat(rows, lengths)
    within = np.arange(len(asked)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    entries = np.repeat(segment.starts[words], lengths) + within
    unlike = np.bitwise_count(signs[asked, 0] ^ segment.signs[entries, 0])
    unlike += np.bitwise_count(signs[asked, 1] ^ segment.signs[entries, 1])
    close = unlike <= LIKE
    entries = entries[close]
    pictures, places = segment.pictures[entries].astype(np.int64), _unpacked(segment.places[entries])
    return Pairs(asked[close], pictures, places, unlike[close])


def _joined(parts: Sequence[Pairs]) -> Pairs:
    return Pairs(
        np.concatenate([one.asked for one in parts]),
        np.concatenate([one.pictures for one in parts]),
        np.concatenate([one.places for one in parts]),
        np.concatenate([one.unlike for one in parts]),
    )


def _signs(bits: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The first 128 comparisons: ORB orders them by how little each repeats those before it."""
    return np.ascontiguousarray(bits[:, :16]).view(np.uint64).reshape(-1, 2)


def _packed(places: NDArray[np.float32]) -> NDArray[np.uint8]:
    x, y = (np.clip(places[:, n] * (256 / EDGE), 0, 255) for n in (0, 1))
    size = np.clip(np.log2(np.maximum(places[:, 2], 1)) * SIZE_STEPS, 0, 255)
    angle = np.round(places[:, 3] * (256 / 360)) % 256
    return np.stack([x, y, size, angle], axis=1).astype(np.uint8)


def _unpacked(packed: NDArray[np.uint8]) -> NDArray[np.float32]:
    x, y = ((packed[:, n].astype(np.float32) + 0.5) * (EDGE / 256) for n in (0, 1))
    size = np.exp2((packed[:, 2].astype(np.float32) + 0.5) / SIZE_STEPS)
    return np.stack([x, y, size, packed[:, 3].astype(np.float32) * (360 / 256)], axis=1)


_NO_PAIRS = Pairs(
    np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 4), np.float32), np.zeros(0, np.uint8)
)
