"""Lists of activities and of the directories."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from tabayyun.desk.outreach.models import Activity, Entry, Kind, Region


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown. Empty: everything. ``region`` is a code, ``month`` «2022-03»."""

    kind: str = ""
    region: str = ""
    topic: str = ""
    school_year: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures over a list: activities, participants, and with how many different bodies."""

    activities: int
    participants: int
    schools: int
    associations: int
    unions: int
    companies: int


def activities(filters: Filters) -> QuerySet[Activity]:
    """The activities that fit, newest first, with everything a line of the list names."""
    chosen = Q()
    for field, value in (
        ("kind", filters.kind),
        ("region__code", filters.region),
        ("topic", filters.topic),
        ("school_year", filters.school_year),
    ):
        if value:
            chosen &= Q(**{field: value})
    if span := month_span(filters.month):
        chosen &= Q(held_on__range=span)
    return by_id().filter(chosen)


def by_id() -> QuerySet[Activity]:
    """Activities with what their page names."""
    return Activity.objects.select_related(
        "region", "province", "school", "association", "union", "company", "unit", "recorded_by"
    )


def month_span(month: str) -> tuple[date, date] | None:
    """The first and the last day of «2022-03»; None when it is no month."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def summary(found: QuerySet[Activity]) -> Summary:
    """The figures over ``found``; a school, an association, a union or a company counts once."""
    bodies = {name: Count(name, distinct=True) for name in ("school", "association", "union", "company")}
    row = found.order_by().aggregate(n=Count("pk"), people=Sum("participants"), **bodies)
    return Summary(
        row["n"], row["people"] or 0, row["school"], row["association"], row["union"], row["company"]
    )


def school_years() -> list[str]:
    """The school years there are sessions of, newest first."""
    found = Activity.objects.filter(kind=Kind.SCHOOL).order_by("-school_year")
    return list(found.values_list("school_year", flat=True).distinct())


def regions() -> QuerySet[Region]:
    return Region.objects.order_by("code")


def entries(model: type[Entry], words: str = "") -> QuerySet[Entry]:
    """The lines of a directory that have ``words`` in their code or in a name."""
    found = model._default_manager.order_by("code")
    for word in words.split():
        found = found.filter(
            Q(code__icontains=word) | Q(name_ar__icontains=word) | Q(name_fr__icontains=word)
        )
    return found
