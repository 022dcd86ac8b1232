"""PDQ: 256 bits that stay nearly the same when a picture is saved anew, resized, blurred or made grey.

As published by Meta («The TMK+PDF video-hashing algorithm and the PDQ image-hashing algorithm», 2019,
and the reference code), so that hash lists of others can be imported and ours be used by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

SAME: Final = 31
"""Bits of 256: up to here two hashes are taken for one picture (Meta's recommendation)."""
CLEAR: Final = 50
"""Quality (0–100) below which a picture is too plain for its hash to mean much (Meta's recommendation)."""
SMALL, KEPT = 64, 16
GRADIENT_WEIGHT, GRADIENT_SHARE = 100 / 255, 90


@dataclass(frozen=True, slots=True)
class Hash:
    """``bits``: 4 × uint64; ``quality``: 0 (one colour) – 100."""

    bits: NDArray[np.uint64]
    quality: int

    @property
    def hex(self) -> str:
        """64 hexadecimal digits, as the reference writes them."""
        return self.bits[::-1].astype(">u8").tobytes().hex()

    @classmethod
    def of_hex(cls, text: str, quality: int = 100) -> Hash:
        """From 64 hexadecimal digits. Raises ValueError."""
        data = bytes.fromhex(text)
        if len(data) != 32:  # noqa: PLR2004  (256 bits)
            raise ValueError(f"{len(data)} bytes instead of 32")
        return cls(np.frombuffer(data, ">u8")[::-1].astype(np.uint64), quality)

    def distance(self, other: Hash) -> int:
        """Bits that differ."""
        return int(np.bitwise_count(self.bits ^ other.bits).sum())


def hashed(plain: NDArray[np.uint8]) -> Hash:
    """The hash of a grey picture."""
    small = _small(plain)
    strengths = _DCT @ small @ _DCT.T
    return Hash(_packed(strengths > np.median(strengths)), _quality(small))


def _small(plain: NDArray[np.uint8]) -> NDArray[np.float64]:
    """64 × 64: averaged twice over boxes (Jarosz' filter), then every so many pixels one."""
    values = plain.astype(np.float64)
    (above, below), (before, after) = (_box(size) for size in values.shape)
    counts = _counts(values.shape[0], above, below)[:, None] * _counts(values.shape[1], before, after)
    size, anchor = (before + 1 + after, above + 1 + below), (before, above)
    for _ in range(2):
        sums = cv2.boxFilter(values, cv2.CV_64F, size, None, anchor, False, cv2.BORDER_CONSTANT)
        values = np.asarray(sums, dtype=np.float64) / counts
    rows, columns = (((np.arange(SMALL) + 0.5) * size / SMALL).astype(int) for size in values.shape)
    return values[np.ix_(rows, columns)]


def _box(length: int) -> tuple[int, int]:
    """How many pixels before and after each one are averaged with it."""
    box = (length + 2 * SMALL - 1) // (2 * SMALL)
    after = (box + 2) // 2 - 1
    return box - after - 1, after


def _counts(length: int, before: int, after: int) -> NDArray[np.float64]:
    """Over how many pixels the box reaches at each place: it is cut off at the edges."""
    places = np.arange(length)
    return np.minimum(places, before) + 1.0 + np.minimum(length - 1 - places, after)


def _quality(small: NDArray[np.float64]) -> int:
    steps = [np.trunc(np.diff(small, axis=axis) * GRADIENT_WEIGHT) for axis in (0, 1)]
    return min(100, int(sum(np.abs(step).sum() for step in steps) / GRADIENT_SHARE))


def _packed(bits: NDArray[np.bool_]) -> NDArray[np.uint64]:
    return np.packbits(bits.ravel(), bitorder="little").view(np.uint64)


def _dct() -> NDArray[np.float64]:
    waves, places = np.arange(1, KEPT + 1)[:, None], np.arange(SMALL)[None, :]
    matrix: NDArray[np.float64] = np.sqrt(2 / SMALL) * np.cos(np.pi / 2 / SMALL * waves * (2 * places + 1))
    return matrix


_DCT = _dct()
