"""How long the public waited, with the cases that still wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tabayyun.desk.cases.models import Case
from tabayyun.engine.survival import Duration, curve, mean_of_ended, quantile, share_ended

PERIOD = timedelta(days=365)
HOUR = timedelta(hours=1)
WITHIN = (2, 5)
"""The hours whose share is told."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Time from detection to disclosure; a quantile is None until so many cases were disclosed."""

    disclosed: int
    open: int
    closed: int
    """Closed without disclosure."""
    mean: timedelta | None
    """Of the disclosed ones only."""
    median: timedelta | None
    p90: timedelta | None
    within: dict[int, float]
    """Hours → share (0–1) of all cases that the public was told of by then; open ones count as open;
    empty when there is no case."""


def figures(now: datetime, since: datetime | None = None) -> Figures:
    """The figures of the cases detected since then, else in the last twelve months.

    A case closed without disclosure counts as not disclosed until ``now``, like an open one: closing
    what is hard must not make the desk look faster.
    """
    rows = Case.objects.filter(detected_at__gte=since or now - PERIOD).values_list(
        "detected_at", "disclosed_at", "closed_at"
    )
    waits, closed = [], 0
    for detected, disclosed, shut in rows:
        waits.append(Duration(((disclosed or now) - detected).total_seconds(), disclosed is not None))
        closed += shut is not None and disclosed is None
    steps, ended = curve(waits), sum(wait.ended for wait in waits)
    return Figures(
        disclosed=ended,
        open=len(waits) - ended - closed,
        closed=closed,
        mean=_seconds(mean_of_ended(waits)),
        median=_seconds(quantile(steps, 0.5)),
        p90=_seconds(quantile(steps, 0.9)),
        within={hours: share_ended(steps, hours * HOUR.total_seconds()) for hours in WITHIN if waits},
    )


def _seconds(value: float | None) -> timedelta | None:
    return None if value is None else timedelta(seconds=value)
