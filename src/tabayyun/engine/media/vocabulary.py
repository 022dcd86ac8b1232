"""Words for keypoints: like ones get the same word, so that a bank need not be read through.

A tree of two levels, 64 branches of 64 words (Nistér and Stewénius, 2006, on binary features).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BRANCHES = 64
WORDS = BRANCHES * BRANCHES
BITS = 256
NEAREST_BRANCHES = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``branches``: 64 × 256, ``words``: 64 × 64 × 256; float32, each −1 or 1."""

    branches: NDArray[np.float32]
    words: NDArray[np.float32]

    @classmethod
    def of(cls, packed: NDArray[np.uint8]) -> Vocabulary:
        """From 65 × 64 × 32 bytes: the branches, then the words of each. Raises ValueError for another."""
        if packed.shape != (BRANCHES + 1, BRANCHES, BITS // 8):
            raise ValueError(f"a vocabulary of shape {packed.shape}")
        signs = as_signs(packed)
        return cls(signs[0], signs[1:])

    def read(self, bits: NDArray[np.uint8], nearest: int) -> NDArray[np.int64]:
        """The ``nearest`` words of each of n × 32 bytes, nearest first: n × ``nearest``."""
        signs = as_signs(bits)
        at = np.argpartition(-(signs @ self.branches.T), NEAREST_BRANCHES, axis=1)[:, :NEAREST_BRANCHES]
        likeness = np.empty((len(bits), NEAREST_BRANCHES * BRANCHES), np.float32)
        for branch in np.unique(at):
            rows, places = np.nonzero(at == branch)
            columns = places[:, None] * BRANCHES + np.arange(BRANCHES)
            likeness[rows[:, None], columns] = signs[rows] @ self.words[branch].T
        best = np.argsort(-likeness, axis=1, kind="stable")[:, :nearest]
        branch_of_best = np.take_along_axis(at, best // BRANCHES, axis=1)
        return branch_of_best * BRANCHES + best % BRANCHES


def as_signs(packed: NDArray[np.uint8]) -> NDArray[np.float32]:
    """… × 32 bytes as … × 256 numbers, −1 or 1: their product counts the bits that agree."""
    return np.unpackbits(packed, axis=-1).astype(np.float32) * 2 - 1
