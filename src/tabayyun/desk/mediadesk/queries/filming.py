"""What is lent when: how many are left, and the shoots of a month."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from icalendar import Calendar as CalendarFile
from icalendar import Event

from tabayyun.desk.mediadesk.models import Booking, MediaRequest, Resource, Shoot
from tabayyun.desk.mediadesk.queries.links import desk_link

MONTHS_BACK, MONTHS_AHEAD = timedelta(days=90), timedelta(days=730)


@dataclass(slots=True)
class Day:
    """One day of the month view, and what is shot on it."""

    day: date
    in_month: bool
    today: bool
    shoots: list[Shoot] = field(default_factory=list)


def resources(*, retired: bool = False) -> QuerySet[Resource]:
    """What can be lent; with ``retired``, also what is not lent any more."""
    found = Resource.objects.all()
    return found if retired else found.filter(retired_at=None)


def left(resource: Resource, starts_at: datetime, ends_at: datetime) -> int:
    """How many of ``resource`` are free during the whole of that time."""
    return resource.capacity - _peak(_taken(resource).filter(starts_at__lt=ends_at), starts_at)


def most_booked(resource: Resource, now: datetime) -> int:
    """How many of ``resource`` are booked for the busiest moment from ``now`` on."""
    return _peak(_taken(resource), now)


def shoots(request: MediaRequest) -> QuerySet[Shoot]:
    """The shooting days of ``request`` with what is booked for each."""
    booked = Booking.objects.filter(released_at=None).select_related("resource")
    return request.shoots.select_related("region").prefetch_related(
        Prefetch("bookings", booked, to_attr="booked")
    )


def month(year: int, number: int, today: date) -> list[list[Day]]:
    """The weeks of a month, Monday first, with the shoots of each day."""
    weeks = [
        [Day(day, day.month == number, day == today) for day in week]
        for week in Calendar(firstweekday=0).monthdatescalendar(year, number)
    ]
    days = {day.day: day for week in weeks for day in week}
    for shoot in _between(min(days), max(days) + timedelta(days=1)):
        for day in _days_of(shoot):
            if day in days:
                days[day].shoots.append(shoot)
    return weeks


def calendar_file(now: datetime) -> bytes:
    """The shoots of the last three months and the next two years as iCalendar (RFC 5545)."""
    file = CalendarFile()
    file.add("prodid", "-//Tabayyun//media desk//")
    file.add("version", "2.0")
    found = Shoot.objects.filter(ends_at__gte=now - MONTHS_BACK, starts_at__lte=now + MONTHS_AHEAD)
    for shoot in found.select_related("request__outlet"):
        file.add_component(_event(shoot))
    return bytes(file.to_ical())


def _event(shoot: Shoot) -> Event:
    event = Event()
    event.add("uid", f"shoot-{shoot.pk}@{shoot.request.reference}.tabayyun")
    event.add("dtstamp", shoot.called_off_at or shoot.set_at)
    event.add("dtstart", shoot.starts_at)
    event.add("dtend", shoot.ends_at)
    event.add("summary", f"{shoot.request.reference} {shoot.request.subject}")
    event.add("location", shoot.place)
    event.add("url", desk_link(shoot.request))
    event.add("status", "CANCELLED" if shoot.called_off_at else "CONFIRMED")
    return event


def _between(first: date, after: date) -> QuerySet[Shoot]:
    begin, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, after))
    found = Shoot.objects.filter(starts_at__lt=end, ends_at__gt=begin, called_off_at=None)
    return found.select_related("request__outlet").order_by("starts_at", "id")


def _days_of(shoot: Shoot) -> list[date]:
    first = timezone.localtime(shoot.starts_at).date()
    last = timezone.localtime(shoot.ends_at - timedelta(microseconds=1)).date()
    return [first + timedelta(days=passed) for passed in range((last - first).days + 1)]


def _taken(resource: Resource) -> QuerySet[Booking]:
    return resource.bookings.filter(released_at=None)


def _peak(taken: QuerySet[Booking], begin: datetime) -> int:
    """The most that is out at one moment from ``begin`` on: it is reached where a booking begins."""
    rows = list(taken.filter(ends_at__gt=begin).values_list("starts_at", "ends_at", "quantity"))
    moments = {max(starts, begin) for starts, _, _ in rows}
    return max((sum(many for starts, ends, many in rows if starts <= at < ends) for at in moments), default=0)
