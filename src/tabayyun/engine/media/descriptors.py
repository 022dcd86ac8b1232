"""Pictures as rows of numbers that a learned model gives: what was made of one picture gets nearly one row.

A model is a plugin: none ships. All rows are compared, in two steps: by one bit a number first, then the
nearest few hundred by the numbers themselves. Segments never change, as those of hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FIRST = 256
"""Rows of a segment that are compared number by number."""
_LITTLE = np.dtype("<u8")


class Descriptor(Protocol):
    """A learned copy descriptor."""

    name: str
    """Of the model and its weights: rows of different names are never compared."""
    alike: float
    """Cosine from which on two pictures are taken for one."""

    def describe(self, plain: NDArray[np.uint8]) -> NDArray[np.float32]:
        """One row of length 1 for a grey picture at working size."""


class DescriptorError(Exception):
    """A model cannot be had or used; the message says why."""


@dataclass(frozen=True, slots=True)
class Described:
    """A segment: n ``names``, n × width ``rows``, and of these the ``signs``."""

    names: NDArray[np.uint32]
    rows: NDArray[np.float16]
    signs: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.names)

    def near(self, row: NDArray[np.float32], alike: float) -> list[tuple[float, int]]:
        """(cosine, name) of the rows that are alike."""
        unlike = np.bitwise_count(self.signs ^ _signs(row[None, :])).sum(axis=1, dtype=np.int64)
        first = np.argpartition(unlike, FIRST)[:FIRST] if len(self) > FIRST else np.arange(len(self))
        cosines = self.rows[first].astype(np.float32) @ row
        close = cosines >= alike
        return list(zip(cosines[close].tolist(), self.names[first[close]].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class DescriptorIndex:
    """Rows by name (a number). `added` and `without` give a new index; the old one stays as it was."""

    segments: tuple[Described, ...] = ()
    gone: frozenset[int] = field(default_factory=frozenset)

    def added(self, names: Sequence[int], rows: NDArray[np.float32]) -> DescriptorIndex:
        """With n rows (n × width) under their names."""
        one = Described(np.asarray(names, np.uint32), rows.astype(np.float16), _signs(rows))
        segments = [*self.segments, one]
        while len(segments) > 1 and 2 * len(segments[-1]) >= len(segments[-2]):
            segments[-2:] = [_merged(segments[-2], segments[-1])]
        return replace(self, segments=tuple(segments))

    def without(self, name: int) -> DescriptorIndex:
        """Without the row of that name."""
        return replace(self, gone=self.gone | {name})

    def near(self, row: NDArray[np.float32], alike: float) -> list[tuple[float, int]]:
        """(cosine, name) of every row found alike, nearest first."""
        found = [pair for segment in self.segments for pair in segment.near(row, alike)]
        return sorted((pair for pair in found if pair[1] not in self.gone), reverse=True)


def _merged(one: Described, other: Described) -> Described:
    return Described(
        np.concatenate([one.names, other.names]),
        np.concatenate([one.rows, other.rows]),
        np.concatenate([one.signs, other.signs]),
    )


def _signs(rows: NDArray[np.float32]) -> NDArray[np.uint64]:
    bits = np.packbits(rows > 0, axis=1)
    return np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8))).view(_LITTLE)
