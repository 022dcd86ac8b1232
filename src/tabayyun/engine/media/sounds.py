"""Sound as 32 bits every 46 ms that stay nearly the same when it is saved anew, or talked over a little.

After Haitsma and Kalker («A highly robust audio fingerprinting system», 2002): whether the strength of each
of 32 bands grows more than that of its neighbour does. Differences are taken over 186 ms, not over one step:
measured, a quarter fewer bits change. A sped-up sound has its bands elsewhere unless its pitch was
kept, so it is asked about at several pitches; the steps of time follow from the alignment.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 5512
"""Samples a second: what lies above 2.4 kHz is not looked at."""
WINDOW, HOP = 2048, 256
"""Samples of which one print is taken, and from one to the next in a bank."""
ASKED_HOP = 128
"""In a sound that is asked about, so that its steps fall near those of the bank."""
SECONDS = HOP / RATE
BANDS, LOWEST, HIGHEST = 33, 200.0, 2400.0
"""Hertz."""
QUARTERS = 4
"""Parts of a band, each 1.9 % higher than the one before: pitches are shifts by so many of them."""
PITCHES = (0, *(sign * shift for shift in range(1, 7) for sign in (1, -1)))
"""Shifts that are asked about, ±12 %, the likeliest first."""
APART = 4 * HOP
"""Samples between the two strengths that are compared."""
FAINTEST = 33.0
"""Of 32,768 (−60 dB): below that nothing is heard."""
STEADY = 0.02
"""Share of the strength that changes at least: a hum says nothing about where it comes from."""
AT_ONCE = 4096
_HANN = np.hanning(WINDOW).astype(np.float32)
_SPARE = max(PITCHES)
_STEPS = np.arange(-_SPARE, BANDS * QUARTERS + _SPARE + 1) / (BANDS * QUARTERS)
_EDGES = LOWEST * (HIGHEST / LOWEST) ** _STEPS * (WINDOW / RATE)
"""Of the quarters, in steps of the transform."""


@dataclass(frozen=True, slots=True)
class Prints:
    """``bits``: n uint32, each at ``times`` (n float32, seconds); silence has none."""

    bits: NDArray[np.uint32]
    times: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.bits)


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Every ``hop`` samples: ``quarters``, n × 144, the strength of each quarter of a band; ``loud``, n."""

    quarters: NDArray[np.float32]
    loud: NDArray[np.bool_]
    hop: int

    @property
    def seconds(self) -> float:
        """From one print to the next."""
        return self.hop / RATE

    def prints(self, shift: int = 0) -> Prints:
        """What would be stored of this sound, were it lower by ``shift`` quarters of a band."""
        first = _SPARE + shift
        parts = self.quarters[:, first : first + BANDS * QUARTERS]
        slopes = np.diff(parts.reshape(-1, BANDS, QUARTERS).sum(axis=2), axis=1)
        apart = APART // self.hop
        grows = slopes[apart:] > slopes[:-apart]
        bits = np.packbits(grows, axis=1, bitorder="little").view(np.uint32).reshape(-1)
        changes = np.abs(parts[apart:] - parts[:-apart]).sum(axis=1) > STEADY * parts[apart:].sum(axis=1)
        heard = self.loud[apart:] & self.loud[:-apart] & changes
        times = np.nonzero(heard)[0] * self.seconds
        return Prints(bits[heard], times.astype(np.float32))


def spectrum(samples: NDArray[np.int16], hop: int) -> Spectrum:
    """Of `RATE` samples a second. A sound shorter than a window has no prints."""
    count = max(0, (len(samples) - WINDOW) // hop + 1)
    quarters, loud = np.zeros((count, len(_EDGES) - 1), np.float32), np.zeros(count, np.bool_)
    for first in range(0, count, AT_ONCE):
        starts = np.arange(first, min(count, first + AT_ONCE))
        windows = samples[starts[:, None] * hop + np.arange(WINDOW)].astype(np.float32)
        loud[starts] = np.sqrt((windows**2).mean(axis=1)) > FAINTEST
        quarters[starts] = _quarters(np.abs(np.fft.rfft(windows * _HANN, axis=1)) ** 2)
    return Spectrum(quarters, loud, hop)


def _quarters(strengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """The strength between neighbouring edges, which lie between steps of the transform."""
    sums = np.cumsum(strengths, axis=1, dtype=np.float64)
    below = _EDGES.astype(np.int64)
    at_edges = sums[:, below] + (_EDGES - below) * (sums[:, below + 1] - sums[:, below])
    return np.diff(at_edges, axis=1)
