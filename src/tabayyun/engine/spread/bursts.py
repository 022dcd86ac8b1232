"""Whether the last hour brought more copies than the hour and the sources explain.

A content keeps, as a rule, the share it has of what its sources publish. At three in the morning
they publish little, so few copies are already many.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import counts

RARE = 0.001
"""Probability below which a rise is a burst."""
_FEWEST = 4
_VARIES = 2.0
"""Size of the negative binomial that hourly copies are taken to follow: assumed, tried on made-up counts."""
_LEAST_EXPECTED = 0.5


@dataclass(frozen=True, slots=True)
class Burst:
    """Copies in the last hour beside what was to be expected."""

    copies: int
    expected: float
    chance: float
    """Probability of so many or more."""
    unusual: bool


def burst(copies: int, *, share: float, usual: float) -> Burst:
    """Judge ``copies`` of the last hour.

    ``share`` is the content's share (0–1) of what its sources published before that hour, ``usual``
    what these sources publish in this hour of the day.
    """
    expected = max(_LEAST_EXPECTED, share * usual)
    chance = counts.at_least(copies, expected, _VARIES)
    return Burst(copies, expected, chance, unusual=copies >= _FEWEST and chance < RARE)
