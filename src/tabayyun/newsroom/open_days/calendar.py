"""iCalendar (RFC 5545): an edition with its programme, and one ticket."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tabayyun.desk.opendays.models import Edition, ProgrammeItem, Registration
from tabayyun.kit.templatetags.tabayyun import plain


def of_edition(edition: Edition, link: str) -> bytes:
    """The days as one event without hours, and an event for each item of the programme."""
    days = _event(edition, f"edition-{edition.number}", title(edition), link)
    if edition.first_day and edition.last_day:
        days.add("dtstart", edition.first_day)
        days.add("dtend", edition.last_day + timedelta(days=1))
    days.add("transp", "TRANSPARENT")
    return _calendar([days, *(_item(item, link) for item in edition.programme.all())])


def of_ticket(registration: Registration, link: str) -> bytes:
    """The time for which somebody registered. Changed, it replaces itself; cancelled, it says so."""
    slot = registration.slot
    event = _event(slot.edition, f"ticket-{registration.code.lower()}", title(slot.edition), link)
    _at(event, slot.starts_at, slot.ends_at)
    event.add("sequence", registration.issue + (0 if registration.is_alive else 1))
    confirmed = registration.state == Registration.State.CONFIRMED
    event.add("status", "CONFIRMED" if confirmed else "TENTATIVE" if registration.is_alive else "CANCELLED")
    return _calendar([event])


def title(edition: Edition) -> str:
    """What an edition is called."""
    return _("Open Days %(number)s: %(city)s") % {
        "number": edition.number,
        "city": plain(edition.local_city),
    }


def _item(item: ProgrammeItem, link: str) -> Event:
    event = _event(item.edition, f"item-{item.pk}", plain(item.local_title), link, plain(item.local_place))
    _at(event, item.starts_at, item.ends_at)
    event.add("categories", [str(item.get_kind_display())])
    return event


def _event(edition: Edition, name: str, summary: str, link: str, place: str = "") -> Event:
    event = Event()
    event.add("uid", f"open-days-{name}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("dtstamp", edition.published_at or edition.over_at)
    event.add("summary", summary)
    where = [place, plain(edition.local_venue), plain(edition.local_city)]
    event.add("location", ", ".join(filter(None, where)))
    event.add("url", link)
    return event


def _at(event: Event, starts_at: datetime, ends_at: datetime) -> None:
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)


def _calendar(events: list[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Tabayyun//Open Days//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())
