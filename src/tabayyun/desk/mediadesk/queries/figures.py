"""The room's figures, and the rows that each of them counts. None looks at who a person is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from tabayyun.desk.mediadesk.models import Coverage, Decision, MediaRequest
from tabayyun.engine.survival import Duration, curve, quantile


@dataclass(frozen=True, slots=True)
class Figures:
    """What the room did with the requests received from ``start`` until before ``end``, as of one moment.

    ``median`` and ``p90`` are times from arrival to the first answer, requests without one counted as
    still waiting (Kaplan–Meier); None when so many have not been answered yet.
    """

    received: int
    answered: int
    waiting: int
    median: timedelta | None
    p90: timedelta | None
    held_back: dict[str, int]
    """Code of the ground → decisions on it in the period."""
    coverages: int


def figures(start: datetime, end: datetime, as_of: datetime | None = None) -> Figures:
    """The figures of the period from ``start`` until before ``end``; ``as_of`` is ``end`` when not said."""
    seen = as_of or end
    steps = curve(_waits(start, end, seen))
    requests, done = received(start, end).count(), answered(start, end, seen).count()
    return Figures(
        received=requests,
        answered=done,
        waiting=still_waiting(start, end, seen).count(),
        median=_time(quantile(steps, 0.5)),
        p90=_time(quantile(steps, 0.9)),
        held_back=_by_ground(start, end),
        coverages=coverages(_day(start), _day(end)).count(),
    )


def received(start: datetime, end: datetime) -> QuerySet[MediaRequest]:
    """The requests that arrived in the period."""
    return MediaRequest.objects.filter(received_at__gte=start, received_at__lt=end)


def answered(start: datetime, end: datetime, as_of: datetime) -> QuerySet[MediaRequest]:
    """Those of them that had an answer by ``as_of``."""
    return received(start, end).filter(first_answered_at__lte=as_of)


def still_waiting(start: datetime, end: datetime, as_of: datetime) -> QuerySet[MediaRequest]:
    """Those of them that had neither an answer nor been closed by ``as_of``."""
    return (
        received(start, end)
        .exclude(first_answered_at__lte=as_of)
        .exclude(closed_at__lte=as_of, first_answered_at=None)
    )


def held_back(start: datetime, end: datetime) -> QuerySet[Decision]:
    """The refusals and partial refusals decided in the period, each with its ground."""
    return Decision.objects.filter(
        decided_at__gte=start, decided_at__lt=end, restriction__isnull=False
    ).select_related("restriction", "request")


def coverages(first: date, after: date) -> QuerySet[Coverage]:
    """What was published from the day ``first`` until before the day ``after``."""
    return Coverage.objects.filter(published_on__gte=first, published_on__lt=after)


def _waits(start: datetime, end: datetime, as_of: datetime) -> list[Duration]:
    rows = received(start, end).values_list("received_at", "first_answered_at", "closed_at")
    return [wait(arrived, first, closed, as_of) for arrived, first, closed in rows]


def wait(arrived: datetime, first: datetime | None, closed: datetime | None, as_of: datetime) -> Duration:
    """The seconds from the arrival of a request to its first answer, as they stood at ``as_of``.

    Without an answer it has not ended; one that was closed waited until then.
    """
    if first is not None and first <= as_of:
        return Duration((first - arrived).total_seconds(), ended=True)
    until = min(closed or as_of, as_of)
    return Duration((until - arrived).total_seconds(), ended=False)


def _by_ground(start: datetime, end: datetime) -> dict[str, int]:
    counted = held_back(start, end).values("restriction__code").annotate(many=Count("pk"))
    return dict(counted.order_by("-many", "restriction__code").values_list("restriction__code", "many"))


def _time(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
