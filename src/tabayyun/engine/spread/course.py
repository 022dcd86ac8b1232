"""What happened so far: copies an hour, sources, and how fast it fades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

HOUR = 3600.0
QUARTER = HOUR / 4
_ENOUGH = 5
"""Copies after the fastest hour from which a half-life can be told."""


@dataclass(frozen=True, slots=True)
class Course:
    """The copies of one content up to now. Times are seconds."""

    copies: int
    sources: int
    last_quarter: int
    last_hour: int
    two_hours_before: int
    """Copies in the two hours before the last one."""
    fastest: int
    """Copies in the fastest hour."""
    fastest_ago: float
    """Seconds since that hour began."""
    half_life: float | None
    """Seconds, from the end of the fastest hour, in which half of the later copies had come.

    None while it is too early to tell.
    """


def course(times: Sequence[float], sources: Sequence[int], now: float) -> Course:
    """Return the course of copies that came at ``times`` (seconds, any order) from ``sources``.

    What is dated after ``now`` counts as coming now. Raises ``ValueError`` without a copy.
    """
    if not times:
        raise ValueError("a content has at least one copy")
    came = sorted(min(at, now) for at in times)
    start, fastest = _fastest(came)
    later = [at - start - HOUR for at in came if at >= start + HOUR]
    return Course(
        copies=len(came),
        sources=len(set(sources)),
        last_quarter=_between(came, now - QUARTER, now),
        last_hour=_between(came, now - HOUR, now),
        two_hours_before=_between(came, now - 3 * HOUR, now - HOUR),
        fastest=fastest,
        fastest_ago=now - start,
        half_life=median(later) if len(later) >= _ENOUGH else None,
    )


def _between(came: Sequence[float], after: float, until: float) -> int:
    return sum(after < at <= until for at in came)


def _fastest(came: Sequence[float]) -> tuple[float, int]:
    """The copy with which the fastest hour begins, and how many came in it."""
    best, most, end = came[0], 0, 0
    for begin, at in enumerate(came):
        while end < len(came) and came[end] < at + HOUR:
            end += 1
        if end - begin > most:
            best, most = at, end - begin
    return best, most
