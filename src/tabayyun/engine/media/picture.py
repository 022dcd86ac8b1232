"""A picture as numbers, at the size that every step works on."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Height × width × 3 (blue, green, red) or height × width (grey)."""

Shape = tuple[int, int]
"""Height and width in pixels at working size."""

EDGE = 512
"""Pixels of the longer side. Larger pictures are made smaller first: what people do to a picture shows there
too, and one path for what is stored and what is asked keeps both comparable."""

cv2.setNumThreads(1)  # one query, one core: the desk does several at once


def grey(picture: Picture) -> NDArray[np.uint8]:
    """Its brightness at working size: at most `EDGE` pixels on the longer side."""
    plain = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)  # noqa: PLR2004
    factor = EDGE / max(plain.shape)
    if factor < 1:
        plain = cv2.resize(plain, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return _bytes(plain)


def trimmed(plain: NDArray[np.uint8], *, tolerance: int = 12) -> NDArray[np.uint8]:
    """Without bars of one colour at its edges. A picture of one colour stays whole."""
    rows = np.nonzero(np.ptp(plain, axis=1) > tolerance)[0]
    columns = np.nonzero(np.ptp(plain, axis=0) > tolerance)[0]
    if not len(rows) or not len(columns):
        return plain
    return plain[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _bytes(values: Any) -> NDArray[np.uint8]:
    return np.ascontiguousarray(values, dtype=np.uint8)
