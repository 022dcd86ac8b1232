"""What it would cost to ignore a content: severity × spread × novelty, each from 0 to 1.

severity   the worst of the scores, the others adding a little of what is left
spread     how fast and how far: copies an hour, copies, shares and sources on saturating curves
novelty    1 for what was never answered; less the surer it is that an answer exists; fades with age

None of the three is ever 0, so that a content that is strong in one still orders by the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, exp2, log1p

from .findings import Score

TAU = 3600.0
"""Seconds after which a copy weighs 1/e in the rate."""

_WEIGHTS = {"violent_event": 1.0, "threat": 1.0, "rumour": 0.8, "check_worthy": 0.2, "offensive": 0.0}
"""An insult is no danger and no rumour: the tone of a text does not move it up the queue."""
_FLOOR = 0.05
_FAST, _MANY, _SHARED, _WIDE = 60.0, 300.0, 3000.0, 12.0
"""Copies an hour, copies, shares and sources at which each curve reaches 1."""
_FRESH_HOURS = 72.0


def spread_rate(rate: float, last_at: float, at: float) -> float:
    """Return copies an hour after one more copy at ``at`` (seconds), the older ones decayed.

    A copy that arrives late (``at`` before ``last_at``) is decayed itself, so order hardly matters.
    """
    gap = at - last_at
    if gap >= 0:
        return rate * exp(-gap / TAU) + 1.0
    return rate + exp(gap / TAU)


def severity(scores: Mapping[str, Score]) -> float:
    """Return 0.05–1: noisy-or of the weighted scores, the second and third at a third of their weight."""
    values = sorted((_WEIGHTS.get(name, 0.5) * score.value for name, score in scores.items()), reverse=True)
    spared = 1.0
    for rank, value in enumerate(values):
        spared *= 1.0 - value * (1.0 if rank == 0 else 1 / 3)
    return max(_FLOOR, min(1.0, 1.0 - spared))


def _saturating(value: float, full: float) -> float:
    """Return 0–1, logarithmic: half of the way is reached at about the root of ``full``."""
    return min(1.0, log1p(max(0.0, value)) / log1p(full))


def spread(rate: float, copies: int, shares: int, sources: int) -> float:
    """Return 0.05–1: 45 % speed, 25 % copies, 20 % shares, 10 % sources (beyond the first)."""
    return _FLOOR + (1 - _FLOOR) * (
        0.45 * _saturating(rate - 1.0, _FAST)
        + 0.25 * _saturating(copies - 1, _MANY)
        + 0.20 * _saturating(shares, _SHARED)
        + 0.10 * _saturating(sources - 1, _WIDE)
    )


def novelty(claim_score: float | None, age_hours: float) -> float:
    """Return 0.05–1: 1 for a fresh content that matches no known claim; halved every three days."""
    unanswered = 1.0 - 0.8 * (claim_score or 0.0)
    faded = exp2(-max(0.0, age_hours) / _FRESH_HOURS)
    return max(_FLOOR, min(1.0, unanswered * faded))


def priority(severity: float, spread: float, novelty: float) -> float:
    """Return 0–1: the product of the three."""
    return severity * spread * novelty
