"""What was done to a picture, read from how its parts moved."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.picture import Shape

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, each 0–1 of the picture."""
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
BLOCK = 16
"""Pixels: aligned pictures are compared block by block."""
UNLIKE = 0.5
"""Correlation of two blocks below which they show something else."""
FLAT = 4.0
"""Brightness (standard deviation) below which a block shows nothing to compare."""


@dataclass(frozen=True, slots=True)
class Change:
    """From the known picture to the asked one."""

    mirrored: bool = False
    turn: float = 0.0
    """Degrees clockwise, −180 to 180."""
    scale: float = 1.0
    """Pixels of the asked picture to one of the known one, both at working size."""
    shown: Box = WHOLE
    """The part of the known picture that can be seen in the asked one."""
    place: Box = WHOLE
    """Where in the asked picture it lies; the rest was put around it."""

    def as_dict(self) -> dict[str, object]:
        """For JSON: rounded, boxes as lists."""
        return {
            "mirrored": self.mirrored,
            "turn": round(self.turn, 1),
            "scale": round(self.scale, 3),
            "shown": [round(edge, 3) for edge in self.shown],
            "place": [round(edge, 3) for edge in self.place],
        }


def change(matrix: NDArray[np.float64], *, mirrored: bool, known: Shape, asked: Shape) -> Change:
    """Read ``matrix`` (2 × 3, known → asked; asked is the mirror image when ``mirrored``)."""
    turn = float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
    there = _bounds(matrix, known)
    back = _bounds(np.asarray(cv2.invertAffineTransform(matrix), np.float64), asked)
    place = _clipped(there, asked)
    if mirrored:
        place = (1 - place[2], place[1], 1 - place[0], place[3])
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    return Change(mirrored, turn, scale, _clipped(back, known), place)


def differences(
    matrix: NDArray[np.float64], known: NDArray[np.uint8], asked: NDArray[np.uint8]
) -> tuple[float, NDArray[np.bool_]]:
    """Lay the known grey picture over the asked one: the share of blocks that agree, and where they do not.

    ``asked`` is the mirror image when the match was with that. The second is a mask of blocks of
    `BLOCK` pixels over ``asked``; blocks outside the known picture, or with nothing in them, are False.
    """
    height, width = asked.shape
    laid = cv2.warpAffine(known, matrix, (width, height))
    inside = cv2.warpAffine(np.full(known.shape, 255, np.uint8), matrix, (width, height)) == 255  # noqa: PLR2004
    one, other, whole = (_blocks(part) for part in (np.asarray(laid), asked, inside))
    correlation = _correlations(one.astype(np.float64), other.astype(np.float64))
    comparable = whole.all(axis=-1) & (one.std(axis=-1) + other.std(axis=-1) > FLAT)
    unlike = comparable & (correlation < UNLIKE)
    agreeing = 1 - unlike.sum() / comparable.sum() if comparable.any() else 0.0
    return float(agreeing), unlike


def _blocks(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Rows × columns × pixels of a block; what is left over at the edges is dropped."""
    rows, columns = (size // BLOCK for size in values.shape)
    cut = values[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return cut.swapaxes(1, 2).reshape(rows, columns, BLOCK * BLOCK)


def _correlations(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    one = one - one.mean(axis=-1, keepdims=True)
    other = other - other.mean(axis=-1, keepdims=True)
    product = np.sqrt((one**2).sum(axis=-1) * (other**2).sum(axis=-1))
    correlations: NDArray[np.float64] = (one * other).sum(axis=-1) / np.maximum(product, 1e-9)
    return correlations


def _bounds(matrix: NDArray[np.float64], shape: Shape) -> NDArray[np.float64]:
    """Left, top, right, bottom in pixels of where a picture of ``shape`` comes to lie."""
    height, width = shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    moved = corners @ matrix[:, :2].T + matrix[:, 2]
    return np.concatenate([moved.min(axis=0), moved.max(axis=0)])


def _clipped(bounds: NDArray[np.float64], shape: Shape) -> Box:
    height, width = shape
    left, top, right, bottom = np.clip(bounds / np.array([width, height, width, height]), 0, 1).tolist()
    return left, top, right, bottom
