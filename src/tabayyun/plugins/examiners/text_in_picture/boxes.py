"""Where a line of text stands in a picture, and its letters upright and in one size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

Picture = np.ndarray[Any, np.dtype[np.uint8]]

GAP = 0.9
"""Of their height: pieces that are closer than that are one line."""
ALIKE = 1.7
"""Pieces of one line differ less in height than this many times."""
TILT = 8.0
"""Degrees by which pieces of one line differ at most."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, turned by ``angle`` degrees; its width runs along the line."""

    x: float
    y: float
    width: float
    height: float
    angle: float

    @property
    def corners(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """The four corners, as whole pixels."""
        turned = ((self.x, self.y), (self.width, self.height), self.angle)
        return np.asarray(np.rint(cv2.boxPoints(turned)), np.int32)

    def along(self, other: Box) -> bool:
        """Whether the two are pieces of one line."""
        height = max(self.height, other.height)
        apart = abs(self.x - other.x) - (self.width + other.width) / 2
        return (
            abs(self.y - other.y) < height / 2
            and apart < GAP * height
            and height < ALIKE * min(self.height, other.height)
            and abs(self.angle - other.angle) < TILT
        )


def upright(centre: Sequence[float], size: Sequence[float], angle: float) -> Box:
    """The box whose angle is between −45 and 45 degrees: lines run across a picture, not up."""
    width, height = size
    while abs(angle) > 45:  # noqa: PLR2004
        width, height, angle = height, width, angle - np.copysign(90, angle)
    return Box(centre[0], centre[1], width, height, float(angle))


def joined(boxes: Iterable[Box]) -> list[Box]:
    """The pieces of one line as one box; lines from top to bottom."""
    lines: list[Box] = []
    for box in sorted(boxes, key=lambda one: one.x):
        for number, line in enumerate(lines):
            if line.along(box):
                lines[number] = _around(line, box)
                break
        else:
            lines.append(box)
    return sorted(lines, key=lambda line: line.y)


def cut_out(picture: Picture, box: Box, height: int) -> Picture:
    """What is in the box: level, ``height`` pixels high, in the colours of ``picture``."""
    factor = height / box.height
    turn = cv2.getRotationMatrix2D((box.x, box.y), box.angle, factor)
    width = max(height // 2, round(box.width * factor))
    turn[:, 2] += np.array([width / 2 - box.x, height / 2 - box.y])
    return np.asarray(
        cv2.warpAffine(
            picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        ),
        np.uint8,
    )


def _around(one: Box, other: Box) -> Box:
    corners = np.concatenate([one.corners, other.corners]).astype(np.float32)
    if abs(one.angle) < 1 and abs(other.angle) < 1:
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        centre = (float(left + right) / 2, float(top + bottom) / 2)
        return Box(*centre, float(right - left), float(bottom - top), 0)
    return upright(*cv2.minAreaRect(corners))
