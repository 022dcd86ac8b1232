"""The geometry of charts that templates draw: no script, readable in print, with their table beside them.

``kit/columns.html`` draws what `columns` gives, ``kit/shares.html`` what `shares` gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_bidi

WIDTH, HEIGHT = 360.0, 140.0
WIDEST = 8
"""A bar takes at most this part of the width, so that two bars do not look like a wall."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value: ``label`` fits below a bar, ``name`` is for the table; ``url`` leads to its rows."""

    label: str
    name: str
    value: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A bar that grows upwards, in the units of a drawing of 360 × 140."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    point: Point


@dataclass(frozen=True, slots=True)
class Share:
    """A bar beside a name: ``length`` is its part of the longest, in hundredths."""

    length: float
    point: Point


def columns(points: Sequence[Point]) -> list[Column]:
    """Bars in the reading direction: right to left where the language is."""
    if not points:
        return []
    step = min(WIDTH / len(points), WIDTH / WIDEST)
    unit = HEIGHT / max(1, *(point.value for point in points))
    drawn = []
    for number, point in enumerate(points):
        start = WIDTH - (number + 1) * step if get_language_bidi() else number * step
        tall = round(point.value * unit, 1)
        x, wide = round(start + step * 0.1, 1), round(step * 0.8, 1)
        drawn.append(Column(x, round(HEIGHT - tall, 1), wide, tall, round(start + step / 2, 1), point))
    return drawn


def shares(points: Iterable[Point]) -> list[Share]:
    """One bar a name, in the order given."""
    given = list(points)
    longest = max((point.value for point in given), default=0) or 1
    return [Share(round(100 * point.value / longest, 1), point) for point in given]
