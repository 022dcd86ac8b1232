"""What a small picture looks like in numbers: colours, where they lie, and the directions of its edges.

Enough to sort what people look at; far too little to see the picture again.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIDE = 96
"""Pixels a side of the small picture."""
HUES, DEPTHS, LIGHTS = 12, 3, 3
PARTS = 3
"""The edges are counted in 3 × 3 parts of the picture, in 8 directions each."""
DIRECTIONS = 8
COUNT = HUES * DEPTHS * LIGHTS + PARTS * PARTS * (DIRECTIONS + 4)


def features(small: NDArray[np.uint8]) -> NDArray[np.float32]:
    """`COUNT` numbers of an RGB picture of `SIDE` × `SIDE` pixels. Raises ValueError for another shape."""
    if small.shape != (SIDE, SIDE, 3):
        raise ValueError(f"{small.shape}, not {SIDE} × {SIDE} pixels in three colours")
    values = np.asarray(small, np.float32) / np.float32(255)
    return np.concatenate([_colours(values), _edges(values.mean(axis=-1)), _parts(values)]).astype(np.float32)


def _colours(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """A histogram over hue, saturation and lightness; roots, so that a small red stain still counts."""
    top, low = values.max(axis=-1), values.min(axis=-1)
    spread = top - low
    red, green, blue = values[..., 0], values[..., 1], values[..., 2]
    safe = np.maximum(spread, 1e-6)
    hue = np.select(
        [top == red, top == green],
        [(green - blue) / safe % 6, (blue - red) / safe + 2],
        (red - green) / safe + 4,
    )
    bins = (
        np.minimum((hue / 6 * HUES).astype(int), HUES - 1) * DEPTHS
        + np.minimum((spread / np.maximum(top, 1e-6) * DEPTHS).astype(int), DEPTHS - 1)
    ) * LIGHTS + np.minimum((top * LIGHTS).astype(int), LIGHTS - 1)
    counts = np.bincount(bins.ravel(), minlength=HUES * DEPTHS * LIGHTS)
    roots: NDArray[np.float64] = np.sqrt(counts / bins.size)
    return roots


def _edges(grey: NDArray[np.floating]) -> NDArray[np.float64]:
    down, across = np.gradient(grey)
    strength = np.hypot(down, across)
    turn = np.minimum((np.arctan2(down, across) % np.pi / np.pi * DIRECTIONS).astype(int), DIRECTIONS - 1)
    found = []
    for rows in np.array_split(np.arange(SIDE), PARTS):
        for columns in np.array_split(np.arange(SIDE), PARTS):
            part = np.ix_(rows, columns)
            found.append(
                np.bincount(turn[part].ravel(), strength[part].ravel(), DIRECTIONS) / strength[part].size
            )
    roots: NDArray[np.float64] = np.sqrt(np.concatenate(found))
    return roots


def _parts(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Of each part: its mean colour, and how much its lightness varies."""
    found: list[float] = []
    for rows in np.array_split(np.arange(SIDE), PARTS):
        for columns in np.array_split(np.arange(SIDE), PARTS):
            part = values[np.ix_(rows, columns)]
            found += [*part.mean(axis=(0, 1)).tolist(), float(part.mean(axis=-1).std())]
    return np.array(found)
