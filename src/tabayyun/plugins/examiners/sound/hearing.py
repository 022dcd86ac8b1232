"""Levels, silences and sudden changes of the background of a sound.

Times are seconds, levels dB of full scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
WINDOW = RATE // 10
"""Samples whose level is one: a tenth of a second."""
BANDS = 12
LOWEST, HIGHEST = 60.0, 7500.0
"""Hertz."""
FAINT = -90.0
SILENT = -55.0
LEAST_SILENCE = 1.0
SIDE = 15
"""Windows before and after a moment whose backgrounds are compared."""
QUIET = 20
"""Percentile of the levels of a side that is its background: what is heard between words."""
JUMP = 9.0
"""Mean difference over the bands from which on a background is another."""
MOST = 40
Levels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Jump:
    """A moment at which the background changes by ``size`` dB, the mean over the bands."""

    at: float
    size: float


def levels(samples: NDArray[np.int16]) -> tuple[Levels, Levels]:
    """The level of each window, and of each window in each band (windows × BANDS)."""
    count = len(samples) // WINDOW
    windows = samples[: count * WINDOW].reshape(count, WINDOW)
    inside = _bands()
    parts = [_powers(windows[begin : begin + 1000], inside) for begin in range(0, count, 1000)]
    total = np.concatenate([whole for whole, _bands in parts]) if parts else np.empty(0)
    banded = np.concatenate([bands for _whole, bands in parts]) if parts else np.empty((0, BANDS))
    return _decibels(total), _decibels(banded)


def silences(level: Levels) -> list[tuple[float, float]]:
    """Begin and end of each stretch of at least LEAST_SILENCE without sound."""
    edges = np.diff(np.concatenate([[0], (level < SILENT).astype(int), [0]]))
    begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    stretches = [(begin / 10, end / 10) for begin, end in zip(begins, ends, strict=True)]
    return [(float(begin), float(end)) for begin, end in stretches if end - begin >= LEAST_SILENCE][:MOST]


def jumps(banded: Levels) -> list[Jump]:
    """Where the background is another from one moment to the next; the largest within a side's length."""
    backgrounds = _backgrounds(banded)
    if len(backgrounds) <= SIDE:
        return []
    sizes = np.abs(backgrounds[SIDE:] - backgrounds[:-SIDE]).mean(axis=1)
    found = []
    for number in np.flatnonzero(sizes >= JUMP):
        around = sizes[max(0, number - SIDE) : number + SIDE + 1]
        if sizes[number] == around.max() and np.argmax(around) == min(number, SIDE):
            found.append(Jump(at=float(number + SIDE) / 10, size=round(float(sizes[number]), 1)))
    return found[:MOST]


def _backgrounds(banded: Levels) -> Levels:
    """The background of every SIDE windows on end, by band."""
    if len(banded) < SIDE:
        return np.empty((0, BANDS))
    sides = np.lib.stride_tricks.sliding_window_view(np.maximum(banded, FAINT), SIDE, axis=0)
    return np.asarray(np.percentile(sides, QUIET, axis=2))


def _powers(windows: NDArray[np.int16], inside: NDArray[np.float64]) -> tuple[Levels, Levels]:
    values = windows.astype(np.float64) / 32768
    spectrum = np.abs(np.fft.rfft(values * np.hanning(WINDOW), axis=1)) ** 2 / (WINDOW * WINDOW / 8)
    return (values**2).mean(axis=1), spectrum @ inside


def _bands() -> NDArray[np.float64]:
    """Which frequency of a spectrum belongs to which band."""
    hertz = np.fft.rfftfreq(WINDOW, 1 / RATE)
    edges = np.geomspace(LOWEST, HIGHEST, BANDS + 1)
    number = np.digitize(hertz, edges) - 1
    return np.asarray(number[:, None] == np.arange(BANDS), np.float64)


def _decibels(power: Levels) -> Levels:
    return np.asarray(np.maximum(10 * np.log10(power + 1e-12), FAINT))
