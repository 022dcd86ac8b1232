"""How long things take when some have not happened yet.

Leaving out what is still open makes every figure look better than it is; the Kaplan–Meier
estimator counts it as «not yet» for as long as it has been waiting.
Kaplan and Meier, «Nonparametric estimation from incomplete observations», JASA 53 (1958).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

# Survival is a product of ratios: 9/10 · 8/9 … must still count as reaching 1/10.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Duration:
    """One wait: ``length`` in any unit, and whether it has ended."""

    length: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Step:
    """From ``length`` on, the share ``waiting`` (0–1) still waits."""

    length: float
    waiting: float


def curve(durations: Iterable[Duration]) -> list[Step]:
    """The Kaplan–Meier curve: one step for each length at which a wait ended, shortest first.

    A wait that is still open at the very length at which another ends counts as at risk there.
    """
    ordered = sorted(durations, key=lambda duration: duration.length)
    at_risk, waiting, steps = len(ordered), 1.0, []
    for length, group in groupby(ordered, key=lambda duration: duration.length):
        ends = [duration.ended for duration in group]
        if any(ends):
            waiting *= 1 - sum(ends) / at_risk
            steps.append(Step(length, waiting))
        at_risk -= len(ends)
    return steps


def quantile(steps: Iterable[Step], share: float) -> float | None:
    """The shortest length by which ``share`` (0–1) of all waits have ended; None when that is not reached."""
    return next((step.length for step in steps if step.waiting <= 1 - share + ROUNDING), None)


def share_ended(steps: Iterable[Step], length: float) -> float:
    """The share (0–1) of all waits that have ended by ``length``; 0 before the first step."""
    return 1 - min((step.waiting for step in steps if step.length <= length), default=1.0)


def mean_of_ended(durations: Iterable[Duration]) -> float | None:
    """The mean of the ended waits only; None when none has ended. Always show it next to the median."""
    lengths = [duration.length for duration in durations if duration.ended]
    return sum(lengths) / len(lengths) if lengths else None
