"""Whether the 8 × 8 grid of an earlier saving as JPEG is still in a picture, and where.

Z. Fan and R. de Queiroz, «Identification of bitmap compression history», IEEE Trans. Image Processing 12
(2003): across the borders of blocks, neighbours differ more than elsewhere. A PNG with a grid was a JPEG
once; a JPEG with a second grid, away from its own, was cut since.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OWN = 7
"""Between which columns (or rows) of eight the file's own blocks meet."""


def strengths(grey: NDArray[np.uint8]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How much more columns, and rows, differ at each of the eight places than around it, in its own "
    "scatter."""
    plain = grey.astype(np.int16)
    return _strengths(plain), _strengths(plain.T)


def _strengths(plain: NDArray[np.int16]) -> NDArray[np.float64]:
    """A jump between two neighbours that neither side continues, clipped: edges of things weigh as little "
    "as noise."""
    jumps = np.abs(np.diff(plain.astype(np.int32), n=3, axis=1))
    mean = np.minimum(jumps, 60).mean(axis=0)
    smooth = np.convolve(np.pad(mean, 8, mode="edge"), np.ones(17) / 17, mode="valid")
    ratio = mean / np.maximum(smooth, 0.05)
    places = (np.arange(len(ratio)) + 1) % 8
    by_place = [ratio[places == place] for place in range(8)]
    middle = float(np.median([part.mean() for part in by_place]))
    error = float(np.median([part.std() / max(1, len(part)) ** 0.5 for part in by_place])) + 1e-3
    return np.array([(part.mean() - middle) / error for part in by_place])


def without_own(strengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is left when the file's own grid is taken out, which looks the same on both of its sides."""
    return strengths - strengths[(2 * OWN - np.arange(8)) % 8]
