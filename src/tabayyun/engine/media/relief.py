"""Where a picture is lighter than its surroundings: one bit for each of at most 64 × 64 places.

512 bytes that tell whether a picture that its keypoints lay over another one really shows it. Keypoints can
agree by chance (grass on grass); then the reliefs agree in half of the places, as any two would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.picture import Shape

SIDE = 64
SURROUNDINGS = 2.0
"""Places (σ) that one is compared with."""
FLAT = 1.5
"""Brightness by which a place of the asked picture must differ from its surroundings to say something."""

Relief = NDArray[np.uint8]
"""64 × 8 bytes; a picture that is not square leaves rows or columns at 0."""
NONE: Relief = np.zeros((SIDE, SIDE // 8), np.uint8)


@dataclass(frozen=True, slots=True)
class Likeness:
    """``share`` (0–1) of the ``places`` compared in which two reliefs agree; by chance a half."""

    share: float
    places: int

    @property
    def above_chance(self) -> float:
        """In standard deviations of as many tosses of a coin."""
        return float(2 * (self.share - 0.5) * np.sqrt(self.places))


def relief(plain: NDArray[np.uint8]) -> Relief:
    """The relief of a grey picture at working size."""
    height, width = _size((plain.shape[0], plain.shape[1]))
    small = _numbers(cv2.resize(plain, (width, height), interpolation=cv2.INTER_AREA))
    bits = np.zeros((SIDE, SIDE), np.bool_)
    bits[:height, :width] = _against_surroundings(small, np.ones_like(small)) > 0
    return np.packbits(bits, axis=1)


def likeness(known: Relief, shape: Shape, matrix: NDArray[np.float64], asked: NDArray[np.uint8]) -> Likeness:
    """Lay ``asked`` over the known picture: ``matrix`` (2 × 3) leads from that to this, at working size."""
    height, width = _size(shape)
    per_place = max(shape) / max(height, width) * float(np.hypot(matrix[0, 0], matrix[1, 0]))
    small = _shrunk(asked, per_place)
    reach = np.array([small.shape[1] / asked.shape[1], small.shape[0] / asked.shape[0]])
    back = _from_places(matrix, max(shape) / max(height, width), reach)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    laid = _numbers(cv2.warpAffine(small, back, (width, height), flags=how, borderMode=cv2.BORDER_REPLICATE))
    covered = cv2.warpAffine(np.ones(small.shape[:2], np.uint8), back, (width, height), flags=how)
    inside = _numbers(covered)
    steps = _against_surroundings(laid, inside)
    told = (inside > 0) & (np.abs(steps) > FLAT)
    there = np.unpackbits(known, axis=1)[:height, :width] > 0
    places = int(told.sum())
    return Likeness(float(((steps > 0) == there)[told].mean()) if places else 0.0, places)


def _size(shape: Shape) -> Shape:
    factor = SIDE / max(shape)
    return max(1, round(shape[0] * factor)), max(1, round(shape[1] * factor))


def _shrunk(plain: NDArray[np.uint8], factor: float) -> NDArray[np.float32]:
    """So that a pixel is about a place: what is finer must not decide."""
    if factor > 1:
        size = [max(1, round(side / factor)) for side in plain.shape[::-1]]
        plain = np.asarray(cv2.resize(plain, size, interpolation=cv2.INTER_AREA), np.uint8)
    return _numbers(plain)


def _from_places(matrix: NDArray[np.float64], step: float, reach: NDArray[np.float64]) -> NDArray[np.float64]:
    """From places of the relief to pixels of the shrunk picture; both are counted from their middle."""
    turn = matrix[:, :2] * step * reach[:, None]
    middle = matrix[:, :2] @ np.full(2, step / 2 - 0.5) + matrix[:, 2]
    return np.column_stack([turn, (middle + 0.5) * reach - 0.5])


def _against_surroundings(values: NDArray[np.float32], inside: NDArray[np.float32]) -> NDArray[np.float32]:
    around, count = (
        _numbers(cv2.GaussianBlur(one, (0, 0), SURROUNDINGS)) for one in (values * inside, inside)
    )
    return _numbers(values - around / np.maximum(count, 1e-3))


def _numbers(values: Any) -> NDArray[np.float32]:
    return np.asarray(values, np.float32)
