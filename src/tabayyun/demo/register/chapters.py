"""The report on the year: both chapters written, approved by a second person, and released one by one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tabayyun.demo.register.agenda import Agenda
from tabayyun.demo.register.counts import Counts
from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.models import Chapter
from tabayyun.kit.models import Role

RELEASED = ((1, 12), (1, 19))
"""Month and day of the year after, one a chapter."""


def plan(agenda: Agenda, counts: Counts) -> None:
    """Begin the report after New Year, and release a chapter a week."""
    writer, year = agenda.people[Role.PRESS], agenda.year
    agenda.at(_morning(year + 1, 1, 9), lambda now: operations.begin(year=year, by=writer, now=now))
    for place, day in enumerate(RELEASED):
        agenda.at(_morning(year + 1, *day), lambda now, place=place: _release(agenda, place, now))


def _release(agenda: Agenda, place: int, now: datetime) -> None:
    writer, approver = agenda.people[Role.PRESS], agenda.people[Role.SPOKESPERSON]
    chapter = Chapter.objects.filter(report__year=agenda.year).order_by("number")[place]
    operations.submit(chapter=chapter, by=writer, now=now - timedelta(hours=2))
    seen = queries.revision(chapter)
    operations.approve(chapter=chapter, seen=seen, by=approver, now=now - timedelta(hours=1))
    operations.publish(chapter=chapter, by=approver, now=now)


def _morning(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time(10), timezone.get_default_timezone())
