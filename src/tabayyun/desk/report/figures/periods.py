"""The stretch of time that a figure speaks about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

SCHOOL_YEAR_BEGINS = (9, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both days included, in the institution's time zone.

    ``phase`` is 1 for the first phase of a school year's campaign, else 0.
    """

    start: date
    end: date
    phase: int = 0

    @property
    def label(self) -> str:
        """«2022», or «2022/2023» for what runs over New Year; a dash would turn round in Arabic."""
        years = (self.start.year, self.end.year)
        return str(years[0]) if years[0] == years[1] else f"{years[0]}/{years[1]}"

    @property
    def before(self) -> Period:
        """The same stretch a year earlier."""
        return Period(_a_year_before(self.start), _a_year_before(self.end), self.phase)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first and the last moment of it."""
        zone = timezone.get_default_timezone()
        return (
            datetime.combine(self.start, time.min, zone),
            datetime.combine(self.end, time.max, zone),
        )


def calendar_year(year: int) -> Period:
    """1 January to 31 December."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def school_year(year: int) -> Period:
    """The school year that begins in September of ``year``."""
    return Period(date(year, *SCHOOL_YEAR_BEGINS), date(year + 1, 8, 31))


def last_school_year(year: int) -> Period:
    """The school year that ended in ``year``."""
    return school_year(year - 1)


def first_phase(year: int) -> Period:
    """The first phase of the campaign that begins in ``year``: September to January."""
    return Period(date(year, *SCHOOL_YEAR_BEGINS), date(year + 1, 1, 31), phase=1)


def next_year(year: int) -> Period:
    """The year after: what a report announces."""
    return calendar_year(year + 1)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
