"""Many 256-bit hashes, and those of them that differ from a given one in at most 31 bits, all of them.

Multi-index hashing (Norouzi et al., 2012): two hashes that differ in at most 31 bits differ in at most
one bit in one of their sixteen parts of 16 bits. Hashes live in segments that never change and can be mapped
from a disk; new ones make a small segment, which is simply read through, until it is large.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.pdq import SAME, Hash

PARTS, VALUES = 16, 1 << 16
READ_THROUGH = 100_000
"""Up to so many hashes a segment has no tables: reading it costs a millisecond."""
_FLIPS = np.concatenate([[0], 1 << np.arange(16)]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Hashes:
    """A segment: ``bits`` n × 4 uint64, ``names`` n uint32; for a large one sixteen tables besides."""

    bits: NDArray[np.uint64]
    names: NDArray[np.uint32]
    starts: NDArray[np.uint32] | None = None
    """16 × 65,537: where the hashes with a given value in that part begin, in ``rows``."""
    rows: NDArray[np.uint32] | None = None
    """16 × n."""

    def __len__(self) -> int:
        return len(self.names)

    def near(self, bits: NDArray[np.uint64], most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows that differ from ``bits`` in at most ``most`` bits (31 or fewer), and in how many."""
        rows = self._possible(bits)
        unlike = np.bitwise_count(self.bits[rows] ^ bits).sum(axis=1, dtype=np.int64)
        close = np.nonzero(unlike <= most)[0]
        close = close[np.unique(rows[close], return_index=True)[1]]  # one hash is found by several parts
        return rows[close], unlike[close]

    def _possible(self, bits: NDArray[np.uint64]) -> NDArray[np.int64]:
        if self.starts is None or self.rows is None:
            return np.arange(len(self))
        values = bits.view(np.uint16).astype(np.int64)[:, None] ^ _FLIPS
        begins = np.take_along_axis(self.starts, values, axis=1).ravel().astype(np.int64)
        ends = np.take_along_axis(self.starts, values + 1, axis=1).ravel().astype(np.int64)
        lengths = ends - begins
        offsets = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
        tables = np.repeat(np.repeat(np.arange(PARTS), len(_FLIPS)), lengths)
        return self.rows[tables, offsets + np.arange(len(offsets))].astype(np.int64)


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


def _merged(one: Hashes, other: Hashes) -> Hashes:
    return Hashes(np.concatenate([one.bits, other.bits]), np.concatenate([one.names, other.names]))


def _with_tables(segment: Hashes) -> Hashes:
    if segment.starts is not None or len(segment) <= READ_THROUGH:
        return segment
    parts = segment.bits.view(np.uint16).reshape(-1, PARTS)
    rows = np.empty((PARTS, len(segment)), np.uint32)
    starts = np.zeros((PARTS, VALUES + 1), np.uint32)
    for part in range(PARTS):
        rows[part] = np.argsort(parts[:, part], kind="stable")
        starts[part, 1:] = np.cumsum(np.bincount(parts[:, part], minlength=VALUES))
    return replace(segment, starts=starts, rows=rows)
