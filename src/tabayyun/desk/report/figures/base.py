"""What a figure is, and the register of all of them.

A figure is one small function: given a period, it says how much, and of which rows. It is never typed by
hand; one that cannot be computed says why. ``@figure`` registers it under the function's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Count, Sum
from django.utils.functional import Promise

from tabayyun.desk.report.figures.periods import Period, calendar_year
from tabayyun.desk.report.figures.rows import Line, Rows

Words = str | Promise


class Unit(StrEnum):
    """What is counted; `report.nouns` has the word for it."""

    CONTENTS = "contents"
    CASES = "cases"
    HOURS = "hours"
    STATEMENTS = "statements"
    COMMUNIQUES = "communiques"
    PRESS_ITEMS = "press_items"
    DELIVERIES = "deliveries"
    DENIALS = "denials"
    CORRECTIONS = "corrections"
    ISSUES = "issues"
    REQUESTS = "requests"
    COVERAGES = "coverages"
    FOLLOWERS = "followers"
    POSTS = "posts"
    VIEWS = "views"
    CHILDREN = "children"
    PUPILS = "pupils"
    SCHOOLS = "schools"
    MEETINGS = "meetings"
    UNIONS = "unions"
    COMPANIES = "companies"
    ACTIVITIES = "activities"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Found:
    """What a figure's function answers: ``value`` is None when it cannot be computed; ``note`` says why."""

    value: float | None
    rows: Rows | None = None
    note: Words = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What else the rows say, by name and language: a city, a month."""


Compute = Callable[[Period], Found]


@dataclass(frozen=True)
class Figure:
    """One figure over one period."""

    definition: Definition
    period: Period
    value: float | None
    rows: Rows | None
    note: Words = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def unit(self) -> Unit:
        return self.definition.unit

    @property
    def duration(self) -> timedelta | None:
        """The value of a figure in hours."""
        return None if self.value is None else timedelta(hours=self.value)

    @cached_property
    def has_records(self) -> bool:
        """Whether records of this kind reach back to this period: else nothing can be said about it."""
        begin = self.rows.begin() if self.rows else None
        return begin is not None and begin <= self.period.end

    def lines(self, salt: str) -> list[Line]:
        """The rows it counts; empty when it could not be computed."""
        return self.rows.lines(self.period, salt) if self.rows else []

    @cached_property
    def before(self) -> Figure | None:
        """The same figure a year earlier; None when there are no records from then."""
        earlier = self.definition.over(self.period.before)
        return earlier if earlier.value is not None and earlier.has_records else None


@dataclass(frozen=True, slots=True)
class Definition:
    """How a figure is found: ``counts`` says what one unit of it is, ``method`` how it is computed."""

    key: str
    unit: Unit
    system: str
    name: Words
    counts: Words
    method: Words
    span: Callable[[int], Period]
    compute: Compute
    additive: bool = True
    """Its months add up to it: they can be drawn as bars."""

    def of(self, year: int) -> Figure:
        """The figure as the report on ``year`` gives it."""
        return self.over(self.span(year))

    def over(self, period: Period) -> Figure:
        """The figure over any period."""
        found = self.compute(period)
        return Figure(self, period, found.value, found.rows, found.note, found.words)


REGISTER: dict[str, Definition] = {}


def figure(
    *,
    unit: Unit,
    system: str,
    name: Words,
    counts: Words,
    method: Words,
    span: Callable[[int], Period] = calendar_year,
    additive: bool = True,
) -> Callable[[Compute], Compute]:
    """Register the decorated function as the figure of its own name."""

    def register(compute: Compute) -> Compute:
        key = compute.__name__
        if key in REGISTER:
            raise KeyError(f"two figures are called {key}")
        REGISTER[key] = Definition(key, unit, system, name, counts, method, span, compute, additive)
        return compute

    return register


def counted(rows: Rows, period: Period) -> Found:
    """How many rows, how many different ones, or the sum of their ``amount``."""
    within = rows.within(period)
    if rows.amount:
        return Found(float(within.aggregate(total=Sum(rows.amount))["total"] or 0), rows)
    counting = Count(rows.one_of, distinct=True) if rows.one_of else Count("pk")
    return Found(float(within.order_by().aggregate(total=counting)["total"]), rows)


def values(rows: Rows, period: Period, *names: str) -> Sequence[tuple[Any, ...]]:
    """The named fields of the rows of ``period``."""
    return list(rows.within(period).values_list(*names))
