"""How a JPEG was saved: what its quantisation tables say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

# The tables of ITU-T T.81, annex K.1, row by row: what the common library (IJG) scales by its «quality».
LUMINANCE = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip


@cache
def table(quality: int) -> NDArray[np.int64]:
    """The 64 steps (8 × 8) with which the common library saves brightness at ``quality`` 1…100."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality  # noqa: PLR2004
    steps = (np.array(LUMINANCE, np.int64).reshape(8, 8) * scale + 50) // 100
    return np.clip(steps, 1, 255)


def quality(steps: NDArray[np.int64]) -> tuple[int, bool]:
    """(quality 1…100, whether the table is exactly that of the common library), else the nearest one."""
    misses = [int(np.abs(table(number) - steps).sum()) for number in range(1, 101)]
    nearest = int(np.argmin(misses))
    return nearest + 1, misses[nearest] == 0


def steps(tables: Mapping[int, Sequence[int]]) -> NDArray[np.int64] | None:
    """The brightness table of an opened JPEG, 8 × 8; None when it has none."""
    values = tables.get(0)
    return None if values is None or len(values) != 64 else np.array(values, np.int64).reshape(8, 8)  # noqa: PLR2004
