"""Followers over time, as the geometry that a template draws.

Between two readings that are more than a week apart the line is dashed: nobody measured there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tabayyun.desk.audience.models import Account, Reading

WIDTH, HEIGHT, MARGIN = 640.0, 200.0, 6.0
SPARSE = timedelta(days=7)
STEPS = (1, 2, 2.5, 5, 10)
TICKS = 4
COLOURS = 6
MOST_DAYS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on an axis: where in the drawing, and what stands there."""

    at: float
    value: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One account: its strokes (points of SVG, and whether nobody measured between), and its readings."""

    account: Account
    number: int
    strokes: list[tuple[str, bool]]
    readings: list[Reading]

    @property
    def colour(self) -> int:
        """Which of the six colours of the style sheet."""
        return self.number % COLOURS

    @property
    def monthly(self) -> list[Reading]:
        """The last reading of each month, for the table beside the drawing."""
        last = {(reading.day.year, reading.day.month): reading for reading in self.readings}
        return list(last.values())

    @property
    def ends(self) -> tuple[float, float]:
        """Where the last reading is drawn."""
        x, y = self.strokes[-1][0].split(" ")[-1].split(",")
        return float(x), float(y)


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing, in units of its view box."""

    lines: list[Line]
    heights: list[Mark]
    days: list[Mark]
    width: float = WIDTH
    height: float = HEIGHT


def followers_chart(accounts: Sequence[Account], first: date, last: date) -> Chart | None:
    """The followers of ``accounts`` from ``first`` to ``last``, in one query; None without a reading."""
    found: dict[int, list[Reading]] = {account.pk: [] for account in accounts}
    rows = Reading.objects.filter(account__in=list(found), superseded_at=None, followers__isnull=False)
    for reading in rows.filter(day__gte=first, day__lte=last).order_by("day"):
        found[reading.account_id].append(reading)
    highest = max((r.followers or 0 for readings in found.values() for r in readings), default=None)
    if highest is None:
        return None
    top = _heights(highest)
    lines = [
        Line(account, number, _strokes(found[account.pk], first, last, top[-1].value), found[account.pk])
        for number, account in enumerate(accounts)
        if found[account.pk]
    ]
    return Chart(lines, top, _days(first, last))


def _strokes(readings: list[Reading], first: date, last: date, top: int) -> list[tuple[str, bool]]:
    """Runs of points: drawn through where readings are close, dashed across a gap."""
    points = [(r.day, f"{_x(r.day, first, last)},{_y(r.followers or 0, top)}") for r in readings]
    strokes: list[tuple[str, bool]] = []
    run = [points[0][1]]
    for (before, start), (day, end) in pairwise(points):
        if day - before > SPARSE:
            strokes += [(" ".join(run), False), (f"{start} {end}", True)]
            run = [end]
        else:
            run.append(end)
    return [*strokes, (" ".join(run), False)]


def _x(day: date, first: date, last: date) -> float:
    return round(WIDTH * (day - first).days / max((last - first).days, 1), 1)


def _y(value: int, top: int) -> float:
    return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value / top, 1)


def _heights(highest: int) -> list[Mark]:
    """Round numbers from 0 up to at least ``highest``."""
    step = _step(max(highest, 1) / TICKS)
    values = [n * step for n in range(-(-max(highest, 1) // step) + 1)]
    return [Mark(_y(value, values[-1]), value) for value in values]


def _step(least: float) -> int:
    unit = 10 ** max(len(str(int(least))) - 1, 0)
    return next(
        int(unit * step) for step in STEPS if unit * step >= least and unit * step == int(unit * step)
    )


def _days(first: date, last: date) -> list[Mark]:
    """First days of months, six at the most."""
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    inside = [day for day in months if first <= day <= last]
    every = max(1, -(-len(inside) // MOST_DAYS))
    return [Mark(_x(day, first, last), day.month, day) for day in inside[::every]]
