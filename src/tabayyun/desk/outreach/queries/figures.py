"""The figures of the report: each with the rows that it counts. Nothing is counted twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from tabayyun.desk.outreach.models import Activity, Company, Kind


@dataclass(frozen=True, slots=True)
class Total:
    """A figure and the activities it comes from."""

    value: int
    rows: QuerySet[Activity]


def of_kind(kind: Kind, *, start: date | None = None, end: date | None = None) -> QuerySet[Activity]:
    """The activities of a kind held from ``start`` to ``end``, both days included; open where None."""
    found = Activity.objects.filter(kind=kind)
    if start is not None:
        found = found.filter(held_on__gte=start)
    return found.filter(held_on__lte=end) if end is not None else found


def sessions(*, school_year: str, phase: int | None = None) -> QuerySet[Activity]:
    """The school sessions of a school year («2021-2022»), or of one phase of it."""
    found = Activity.objects.filter(kind=Kind.SCHOOL, school_year=school_year)
    return found.filter(phase=phase) if phase is not None else found


def pupils(*, school_year: str, phase: int | None = None) -> Total:
    """Pupils reached: the sum over the sessions."""
    rows = sessions(school_year=school_year, phase=phase)
    return Total(rows.aggregate(n=Sum("participants"))["n"] or 0, rows)


def schools(*, school_year: str, phase: int | None = None) -> Total:
    """Schools reached: a school with several sessions, or in both phases, counts once."""
    rows = sessions(school_year=school_year, phase=phase)
    return _distinct(rows, "school")


def meetings(*, start: date, end: date) -> Total:
    """Meetings and coordination sessions with organisations and associations."""
    rows = of_kind(Kind.MEETING, start=start, end=end)
    return Total(rows.count(), rows)


def associations_met(*, start: date, end: date) -> Total:
    """Associations that were met at least once."""
    return _distinct(of_kind(Kind.MEETING, start=start, end=end), "association")


def unions_received(*, start: date, end: date) -> Total:
    """Union bodies whose representatives were received: one that came twice counts once."""
    return _distinct(of_kind(Kind.UNION, start=start, end=end), "union")


def children(*, start: date, end: date) -> Total:
    """Children who visited: one record a child, also when it was forgotten since."""
    rows = of_kind(Kind.CHILD, start=start, end=end)
    return Total(rows.count(), rows)


def film_supports(company: Company, day: date) -> QuerySet[Activity]:
    """What is on record as given to a company on a day."""
    return Activity.objects.filter(kind=Kind.FILM, company=company, held_on=day).order_by("pk")


def companies_supported(*, start: date, end: date) -> Total:
    """Production companies that were supported: each once, however many shootings."""
    return _distinct(of_kind(Kind.FILM, start=start, end=end), "company")


def _distinct(rows: QuerySet[Activity], name: str) -> Total:
    return Total(rows.order_by().aggregate(n=Count(name, distinct=True))["n"], rows)
