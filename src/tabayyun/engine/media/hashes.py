"""Many 256-bit hashes, and those of them that differ from a given one in at most 31 bits, all of them.

Multi-index hashing (Norouzi et al., 2012): cut two hashes into twelve parts; if all of the first eight
differed in three bits or more, and all of the last four in two or more, that were 32 bits. So one of the
first eight differs in at most two, or one of the last four in at most one: those are looked up. Hashes live
in segments that never change and can be mapped from a disk; new ones make a small segment, which is simply
read through, until it is large.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.pdq import SAME, Hash

WIDTHS = (22, 22, 22, 22, 21, 21, 21, 21, 21, 21, 21, 21)
"""Bits of each part: 256 together, and a hash or two of ten million with the same value."""
FLIPPED = (2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1)
"""Bits in which a part may differ: with one more each, they add up to 32."""
READ_THROUGH = 100_000
"""Up to so many hashes a segment has no tables: reading it costs a millisecond."""
_BEGINS = (np.cumsum(WIDTHS) - WIDTHS).tolist()


def _flips(width: int, most: int) -> NDArray[np.int64]:
    """Every number of ``width`` bits of which at most ``most`` are set."""
    sets = [chosen for count in range(most + 1) for chosen in combinations(range(width), count)]
    return np.array([sum(1 << bit for bit in chosen) for chosen in sets], np.int64)


_FLIPS = [_flips(width, most) for width, most in zip(WIDTHS, FLIPPED, strict=True)]


@dataclass(frozen=True, slots=True)
class Hashes:
    """A segment: ``bits`` n × 4 uint64, ``names`` n uint32; for a large one a table of each part besides."""

    bits: NDArray[np.uint64]
    names: NDArray[np.uint32]
    starts: NDArray[np.uint32] | None = None
    """The tables one behind the other: where the hashes with a value in that part begin, in ``rows``."""
    rows: NDArray[np.uint32] | None = None
    """12 × n."""

    def __len__(self) -> int:
        return len(self.names)

    def near(self, bits: NDArray[np.uint64], most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows that differ from ``bits`` in at most ``most`` bits (31 or fewer), and in how many."""
        if self.starts is None or self.rows is None:
            unlike = _unlike(self.bits, bits)
            close = np.nonzero(unlike <= most)[0]
            return close, unlike[close]
        rows = self._possible(bits, self.starts, self.rows)
        unlike = _unlike(self.bits[rows], bits)
        close = np.nonzero(unlike <= most)[0]
        close = close[np.unique(rows[close], return_index=True)[1]]  # one hash is found by several parts
        return rows[close], unlike[close]

    def _possible(
        self, bits: NDArray[np.uint64], starts: NDArray[np.uint32], rows: NDArray[np.uint32]
    ) -> NDArray[np.int64]:
        at = [value ^ flips for value, flips in zip(_parts(bits[None, :]), _FLIPS, strict=True)]
        tables = np.repeat(np.arange(len(WIDTHS)), [len(one) for one in at])
        places = np.concatenate(at) + _TABLES[tables]
        begins, ends = starts[places].astype(np.int64), starts[places + 1].astype(np.int64)
        lengths = ends - begins
        begins += tables * len(self)
        offsets = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
        return rows.ravel()[offsets + np.arange(len(offsets))].astype(np.int64)


@dataclass(frozen=True, slots=True)
class HashIndex:
    """Hashes by name (a number). `added` and `without` give a new index; the old one stays as it was."""

    segments: tuple[Hashes, ...] = ()
    gone: frozenset[int] = field(default_factory=frozenset)

    def added(self, names: Sequence[int], bits: NDArray[np.uint64]) -> HashIndex:
        """With n hashes (n × 4 uint64) under their names."""
        one = Hashes(np.ascontiguousarray(bits, np.uint64), np.asarray(names, np.uint32))
        segments = [*self.segments, one]
        while len(segments) > 1 and 2 * len(segments[-1]) >= len(segments[-2]):
            segments[-2:] = [_merged(segments[-2], segments[-1])]
        segments[-1] = _with_tables(segments[-1])
        return replace(self, segments=tuple(segments))

    def without(self, name: int) -> HashIndex:
        """Without the hashes of that name."""
        return replace(self, gone=self.gone | {name})

    def near(self, asked: Hash, most: int = SAME) -> list[tuple[int, int]]:
        """(distance, name) of every hash within ``most`` bits, nearest first. Raises ValueError above 31."""
        if most > SAME:
            raise ValueError(f"{most} bits: more than the tables can promise")
        found = []
        for segment in self.segments:
            rows, unlike = segment.near(asked.bits, most)
            found += list(zip(unlike.tolist(), segment.names[rows].tolist(), strict=True))
        return sorted(one for one in found if one[1] not in self.gone)


def _unlike(some: NDArray[np.uint64], bits: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Bits in which each of n × 4 words differs from ``bits``."""
    unlike = np.zeros(len(some), np.int64)
    for word in range(4):  # a sum over an axis of four takes three times as long
        unlike += np.bitwise_count(some[:, word] ^ bits[word])
    return unlike


def _merged(one: Hashes, other: Hashes) -> Hashes:
    return Hashes(np.concatenate([one.bits, other.bits]), np.concatenate([one.names, other.names]))


def _with_tables(segment: Hashes) -> Hashes:
    if segment.starts is not None or len(segment) <= READ_THROUGH:
        return segment
    rows = np.empty((len(WIDTHS), len(segment)), np.uint32)
    starts = np.zeros(_TABLES[-1], np.uint32)
    for part, values in enumerate(_parts(segment.bits)):
        rows[part] = np.argsort(values.astype(np.uint32), kind="stable")
        counts = np.bincount(values, minlength=1 << WIDTHS[part])
        starts[_TABLES[part] + 1 : _TABLES[part + 1]] = np.cumsum(counts)
    return replace(segment, starts=starts, rows=rows)


_TABLES = np.concatenate([[0], np.cumsum([(1 << width) + 1 for width in WIDTHS])])


def _parts(bits: NDArray[np.uint64]) -> Iterator[NDArray[np.int64]]:
    """The values of each part, of n × 4 words."""
    for begin, width in zip(_BEGINS, WIDTHS, strict=True):
        yield _part(bits, begin, width)


def _part(bits: NDArray[np.uint64], begin: int, width: int) -> NDArray[np.int64]:
    word, shift = divmod(begin, 64)
    value = bits[:, word] >> np.uint64(shift)
    if shift + width > 64:  # noqa: PLR2004  (it goes on in the next word)
        value = value | bits[:, word + 1] << np.uint64(64 - shift)
    return (value & np.uint64((1 << width) - 1)).astype(np.int64)
