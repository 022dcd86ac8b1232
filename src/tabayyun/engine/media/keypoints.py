"""Neighbourhoods of a picture that are found again after it was turned, scaled, cut or written on.

ORB (Rublee et al., 2011): corners of nine sizes, each with its angle and 256 comparisons of
brightness around it. OpenCV keeps the strongest, which crowd together on one sharp edge; here every
part of the picture gets its share, so that any half of it is still known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

STORED, ASKED = 500, 1200
"""How many are kept of a picture in a bank, and of one that is asked about, which may be one of four."""
POOL = 4
"""So many times more are looked at than are taken."""
CELLS, SIZES = 8, 3
"""The picture is dealt out in 8 × 8 parts and three groups of sizes."""
SMALLEST = 40
"""Pixels of the shorter side below which no neighbourhood fits."""
SMOOTH = 1.0
"""Pixels (σ): without it the blocks that JPEG leaves in dark parts pass for corners, alike everywhere."""
LEVELS, STEP, CONTRAST = 9, 1.25, 7


@dataclass(frozen=True, slots=True)
class Keypoints:
    """``places``: n × 4 float32 (x, y, size in pixels, angle in degrees); ``bits``: n × 32 uint8."""

    places: NDArray[np.float32]
    bits: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.places)


NONE = Keypoints(np.zeros((0, 4), np.float32), np.zeros((0, 32), np.uint8))


def keypoints(plain: NDArray[np.uint8], count: int) -> Keypoints:
    """At most ``count`` keypoints of a grey picture, spread over it. A picture without corners has none."""
    if min(plain.shape) < SMALLEST:
        return NONE
    plain = _bytes(cv2.GaussianBlur(plain, (0, 0), SMOOTH))
    orb = _orb(count * POOL)
    found = orb.detect(plain, None)
    if not found:
        return NONE
    chosen, bits = orb.compute(plain, [found[n] for n in _spread(found, plain.shape, count)])
    if bits is None:
        return NONE
    return Keypoints(np.array([(*one.pt, one.size, one.angle) for one in chosen], np.float32), bits)


def asked_keypoints(plain: NDArray[np.uint8], count: int = ASKED) -> Keypoints:
    """Keypoints of a picture that is asked about: half of them of the picture at half its size.

    A part that was cut out fills the working size by itself, so it shows what the bank has at twice
    the size.
    """
    whole = keypoints(plain, count // 2)
    if min(plain.shape) < SMALLEST:
        return whole
    small = _bytes(cv2.resize(plain, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    half = keypoints(small, count // 2)
    places = half.places * np.array([2, 2, 2, 1], np.float32)
    return Keypoints(np.concatenate([whole.places, places]), np.concatenate([whole.bits, half.bits]))


def mirror(plain: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Left to right. ORB forgives a turn, not a mirror: both are asked."""
    return np.ascontiguousarray(plain[:, ::-1])


def _spread(found: Sequence[Any], shape: tuple[int, ...], count: int) -> NDArray[np.intp]:
    """The strongest of every part first, then the second of every part, and so on."""
    places = np.array([one.pt for one in found])
    sizes = np.minimum(np.array([one.octave for one in found]) * SIZES // LEVELS, SIZES - 1)
    strength = np.array([one.response for one in found])
    row = (places[:, 1] * CELLS / shape[0]).astype(int)
    column = (places[:, 0] * CELLS / shape[1]).astype(int)
    part = (row * CELLS + column) * SIZES + sizes
    order = np.lexsort((-strength, part))
    return order[np.argsort(_rank_in_part(part[order]), kind="stable")[:count]]


def _rank_in_part(sorted_parts: NDArray[np.intp]) -> NDArray[np.intp]:
    positions = np.arange(len(sorted_parts))
    begins = np.concatenate([[True], sorted_parts[1:] != sorted_parts[:-1]])
    return positions - np.maximum.accumulate(np.where(begins, positions, 0))


def _bytes(values: Any) -> NDArray[np.uint8]:
    return np.asarray(values, dtype=np.uint8)


@cache
def _orb(count: int) -> Any:
    return cv2.ORB_create(  # type: ignore[attr-defined]
        count, scaleFactor=STEP, nlevels=LEVELS, fastThreshold=CONTRAST, edgeThreshold=16
    )
