"""Whether a JPEG was saved as JPEG before, on the same grid, with another quality.

J. Lukáš and J. Fridrich, «Estimation of primary quantization matrix in double compressed JPEG images»,
DFRWS 2003: the coefficients of the picture cut by four pixels are about what they were before any saving.
Saved once they make one histogram, saved first with another quality they make another, with gaps or peaks
at regular distances; the one that is there tells which.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tabayyun.plugins.examiners.traces.saving import table

MODES = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0))
"""Low frequencies: the others are mostly zero."""
QUALITIES = range(30, 100)
LARGEST = 100
"""Coefficients, in steps, that are counted; larger ones are too few."""
ROUNDED = 0.4
"""Standard deviation that rounding to whole pixels, and to colours, gives a coefficient."""
FEWEST_BLOCKS = 400
FEWEST = 1000
"""Coefficients other than zero that must be counted: a blank picture says nothing."""
ENOUGH = 0.04
"""Gain from which on there was an earlier saving: bench/traces.py says how often that is wrong."""
MOST_BLOCKS = 40_000
FLOOR = 2e-4
"""Share of a histogram that no bin is taken to fall below: rounding in between fills gaps."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The quality that explains the histograms best, and by how much: mean log-likelihood ratio a "
    "coefficient."""

    quality: int
    gain: float
    counted: int


def earlier(grey: NDArray[np.uint8], steps: NDArray[np.int64]) -> Earlier | None:
    """The best explanation by an earlier saving; None when there is too little in the picture."""
    own, before = _blocks(grey, 0), _blocks(grey, 4)
    if len(own) < FEWEST_BLOCKS:
        return None
    gains, counted = np.zeros(len(QUALITIES)), 0
    for mode in MODES:
        seen = _histogram(np.rint(own[:, mode[0], mode[1]] / steps[mode]))
        gains += _gains(seen, before[:, mode[0], mode[1]], mode, int(steps[mode]))
        counted += int(seen.sum())
    if not counted:
        return None
    best = int(np.argmax(gains))
    return Earlier(QUALITIES[best], float(gains[best]) / counted, counted)


def _gains(
    seen: NDArray[np.int64], before: NDArray[np.float32], mode: tuple[int, int], step: int
) -> NDArray[np.float64]:
    """How much better each earlier quality explains the coefficients ``seen`` than none does."""
    noise = np.random.default_rng(0).normal(0, ROUNDED, (2, len(before)))
    once = np.log(_shares(_histogram(np.rint(np.rint(before / step) + noise[0] / step))))
    by_step = {step: 0.0}
    for first in {int(table(quality)[mode]) for quality in QUALITIES} - {step}:
        decoded = np.rint(before / first) * first + noise[1]
        twice = _shares(_histogram(np.rint(np.rint(decoded / step) + noise[0] / step)))
        by_step[first] = float((seen * (np.log(twice) - once)).sum())
    return np.array([by_step[int(table(quality)[mode])] for quality in QUALITIES])


def _blocks(grey: NDArray[np.uint8], shift: int) -> NDArray[np.float32]:
    """The DCT of the 8 × 8 blocks, beginning ``shift`` pixels from the corner; evenly chosen when many."""
    part = grey[shift:, shift:]
    rows, columns = part.shape[0] // 8, part.shape[1] // 8
    blocks = part[: rows * 8, : columns * 8].reshape(rows, 8, columns, 8).swapaxes(1, 2).reshape(-1, 8, 8)
    chosen = blocks[:: -(-len(blocks) // MOST_BLOCKS) or 1].astype(np.float32) - 128
    return np.asarray(_BASIS @ chosen @ _BASIS.T, np.float32)


def _histogram(values: NDArray[np.floating]) -> NDArray[np.int64]:
    """How often each coefficient but zero occurs: zeros are everywhere and say nothing."""
    counts = np.bincount(np.abs(values).astype(np.int64), minlength=LARGEST + 1)[: LARGEST + 1]
    counts[0] = 0
    return counts


def _shares(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    shares = counts / max(1, counts.sum()) + FLOOR
    return np.asarray(shares / shares.sum(), np.float64)


_BASIS = np.stack([cv2.dct(column)[:, 0] for column in np.eye(8, dtype=np.float32)[:, :, None]], axis=1)
