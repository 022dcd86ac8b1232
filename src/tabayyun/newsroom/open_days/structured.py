"""What search engines read: schema.org Event, with the programme as its sub-events."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime

from tabayyun.desk.opendays.models import Edition, ProgrammeItem
from tabayyun.kit.models import Institution
from tabayyun.kit.templatetags.tabayyun import plain
from tabayyun.newsroom.languages import absolute, address
from tabayyun.newsroom.open_days.calendar import title


def data(edition: Edition, institution: Institution, lang: str, places: int) -> dict[str, Any]:
    """The JSON-LD of an edition; ``places`` is how many its slots have together."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": title(edition),
        "url": absolute(address(lang, "open_days", edition.number)),
        "inLanguage": lang,
        "description": plain(edition.local_intro),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "isAccessibleForFree": True,
        "location": _place(edition, plain(edition.local_venue) or plain(edition.local_city)),
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": institution.in_language(lang),
            "url": absolute(address(lang, "home")),
        },
        "subEvent": [_item(item, edition) for item in edition.programme.all()],
    }
    if edition.first_day and edition.last_day:
        said |= {"startDate": edition.first_day.isoformat(), "endDate": edition.last_day.isoformat()}
    if places:
        said["maximumAttendeeCapacity"] = places
    return said


def _place(edition: Edition, name: str) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressLocality": plain(edition.local_city), "addressCountry": "MA"}
    return {"@type": "Place", "name": name, "address": address}


def _item(item: ProgrammeItem, edition: Edition) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": plain(item.local_title),
        "startDate": localtime(item.starts_at).isoformat(),
        "endDate": localtime(item.ends_at).isoformat(),
        "location": _place(edition, plain(item.local_place) or plain(edition.local_venue)),
    }
