"""Copies over time: as figures, and as the geometry that templates draw."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Func, IntegerField
from django.db.models.functions import Coalesce

from tabayyun.desk.signals.models import Content, Copy

MOST_BARS = 48
LOWEST_TOP = 4
"""Copies at which a bar fills the drawing, at the least: a single copy must not look like a flood."""
MINUTE, HOUR, DAY = 60, 3600, 86400
WIDTHS = [
    *(MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE),
    *(HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY, 3650 * DAY),
]


class Epoch(Func):
    """Seconds since 1970 of a point in time."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(FLOOR(EXTRACT(EPOCH FROM %(expressions)s)) AS BIGINT)"
        return self.as_sql(compiler, connection, template=template, **extra)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in the units of the drawing; what it stands for rides along for the table beside it."""

    x: float
    y: float
    width: float
    height: float
    copies: int
    start: datetime | None = None


def copies_over_time(content: Content) -> list[tuple[datetime, int]]:
    """(start of the interval, copies in it), without gaps, at most 48 intervals of a readable length."""
    span = (content.last_posted_at - content.first_posted_at).total_seconds()
    width = next((w for w in WIDTHS if span / w < MOST_BARS - 1), WIDTHS[-1])
    counts = _counts(content, width)
    if not counts:
        return []
    first, last = min(counts), max(counts)
    return [(datetime.fromtimestamp(n * width, UTC), counts[n]) for n in range(first, last + 1)]


def _counts(content: Content, width: int) -> Counter[int]:
    at = Epoch(Coalesce("post__posted_at", "post__collected_at"))
    seconds = Copy.objects.filter(content=content).values_list(at).annotate(Count("id")).order_by()
    low, high = content.first_posted_at.timestamp(), content.last_posted_at.timestamp()
    counts: Counter[int] = Counter()
    for second, copies in seconds:
        counts[int(min(max(second, low), high) // width)] += copies
    return counts


def chart(content: Content, width: float = 640, height: float = 160) -> list[Bar]:
    """The bars of `copies_over_time` in a drawing of ``width`` × ``height``."""
    intervals = copies_over_time(content)
    bars = _bars([copies for _start, copies in intervals], width, height)
    return [
        Bar(bar.x, bar.y, bar.width, bar.height, bar.copies, start)
        for bar, (start, _copies) in zip(bars, intervals, strict=True)
    ]


def sparkline(content: Content, width: float = 96, height: float = 24) -> list[Bar]:
    """The same, small, from the pulse kept with the content: no query."""
    return _bars(content.pulse[1:], width, height)


def _bars(copies: list[int], width: float, height: float) -> list[Bar]:
    if not copies:
        return []
    step = min(width / len(copies), width / 8)
    unit = height / max(LOWEST_TOP, *copies)
    return [
        Bar(round(n * step, 1), round(height - c * unit, 1), round(step * 0.8, 1), round(c * unit, 1), c)
        for n, c in enumerate(copies)
    ]
