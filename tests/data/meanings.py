"""An encoder for tests: small, quick, and the same everywhere; words of the same line mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from tabayyun.engine.text import normalise

MEANINGS = """
خطف اختطاف enlève kidnapped
أطفال enfants children
مدارس المدارس écoles schools
انفجار explosion
"""
_FIRST = {
    word: line.split()[0] for line in map(normalise, MEANINGS.strip().splitlines()) for word in line.split()
}


class Meanings:
    """Each word adds a direction of its own, or that of the words it shares a line with."""

    name = "meanings"
    width = 64
    axes = None

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = [self._encoded(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.width), np.float32)

    def _encoded(self, text: str) -> npt.NDArray[np.float32]:
        rows = [_direction(_FIRST.get(word, word)) for word in normalise(text).split()] or [_direction("")]
        total = np.sum(rows, axis=0)
        return np.asarray(total / np.linalg.norm(total), np.float32)


def _direction(word: str) -> npt.NDArray[np.float64]:
    seed = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
    return np.random.default_rng(seed).normal(size=Meanings.width)
