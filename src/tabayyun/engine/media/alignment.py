"""Stretches of one recording that are stretches of another: «0:12–0:47 of this is 1:03–1:38 of that».

Pairs of moments that look or sound alike are points in a plane of two times. A copy is a line in it whose
slope is its speed; what was cut and put together anew is several lines; what is alike by chance lies about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.float64]
SLOWEST, FASTEST = 0.88, 1.12
_SPEEDS = sorted(np.arange(SLOWEST, FASTEST + 0.005, 0.01).round(2).tolist(), key=lambda one: abs(one - 1))
"""As it is first: of two that explain as much, the nearer to 1 is taken."""
REFINED = 4
"""Times that a line is laid through its points anew: each time it reaches further."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Seconds ``asked`` (from, to) are ``known`` (from, to)."""

    asked: tuple[float, float]
    known: tuple[float, float]
    speed: float
    """Seconds of the known one to a second of the asked one: above 1 it was sped up."""
    moments: int
    """Different moments of the asked one that agree."""

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "query": [round(one, 2) for one in self.asked],
            "match": [round(one, 2) for one in self.known],
            "speed": round(self.speed, 3),
        }


@dataclass(frozen=True, slots=True)
class Line:
    """known = speed × asked + offset."""

    speed: float
    offset: float

    def at(self, asked: Times) -> Times:
        """The known times that belong to ``asked``."""
        return self.speed * asked + self.offset

    def misses(self, asked: Times, known: Times) -> Times:
        """Seconds by which each pair lies beside the line."""
        return np.abs(known - self.at(asked))


def stretches(asked: Times, known: Times, *, near: float, gap: float, enough: int) -> list[Stretch]:
    """Stretches that ``enough`` different asked moments agree on, the longest first.

    A pair may lie ``near`` seconds beside its line; a hole of more than ``gap`` seconds ends a stretch.
    A moment of the asked recording is explained once.
    """
    found = []
    while len(asked) >= enough:
        line = best_line(asked, known, near)
        mine = np.sort(np.unique(asked[line.misses(asked, known) <= near]))
        run = max(np.split(mine, np.nonzero(np.diff(mine) > gap)[0] + 1), key=len)
        if len(run) < enough:
            break
        begin, end = float(run[0]), float(run[-1])
        there = line.at(np.array([begin, end]))
        found.append(Stretch((begin, end), (float(there[0]), float(there[1])), line.speed, len(run)))
        rest = (asked < begin) | (asked > end)
        asked, known = asked[rest], known[rest]
    return found


def best_line(asked: Times, known: Times, near: float) -> Line:
    """The line that most different asked moments lie near. At least one pair must be given."""
    moments = np.unique(asked, return_inverse=True)[1]
    best, most = Line(1.0, float(known[0] - asked[0])), 0
    for speed in _SPEEDS:
        offsets = known - speed * asked
        for begin in (0.0, near):  # bins lie over each other by half: what is near a border is not halved
            bins = np.floor((offsets - begin) / (2 * near)).astype(np.int64)
            where = np.unique(bins, return_inverse=True)[1]
            once = np.unique(where * (moments.max() + 1) + moments) // (moments.max() + 1)
            counts = np.bincount(once)
            if counts.max() > most:
                most, within = int(counts.max()), offsets[where == counts.argmax()]
                best = Line(speed, float(np.median(within)))
    return _refined(best, asked, known, near)


def _refined(line: Line, asked: Times, known: Times, near: float) -> Line:
    for _ in range(REFINED):
        close = line.misses(asked, known) <= near
        x, y = asked[close], known[close]
        if not len(x) or np.ptp(x) < 8 * near:  # too short to tell a speed from chance
            return line
        speed = float(np.cov(x, y)[0, 1] / np.var(x, ddof=1))
        if not SLOWEST <= speed <= FASTEST:
            return line
        line = Line(speed, float(y.mean() - speed * x.mean()))
    return line
