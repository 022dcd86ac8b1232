"""What every template may use."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from tabayyun.kit.models import Institution
from tabayyun.kit.roles import may

ROOMS = [
    ("signals:queue", _("Queue"), "desk.read"),
    ("cases:list", _("Cases"), "desk.read"),
    ("expertise:list", _("Expertise"), "desk.read"),
    ("press:list", _("Statements"), "desk.read"),
    ("mediadesk:list", _("Media desk"), "desk.read"),
    ("outreach:list", _("Outreach"), "desk.read"),
    ("opendays:list", _("Open Days"), "desk.read"),
    ("audience:list", _("Official accounts"), "desk.read"),
    ("magazine:list", _("Magazine"), "desk.read"),
    ("report:list", _("Report"), "desk.read"),
    ("watch:sources", _("Sources"), "desk.read"),
    ("kit:audit", _("Audit"), "audit.read"),
]


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the desk's navigation."""

    name: str
    url: str
    current: bool


def institution(request: HttpRequest) -> dict[str, Any]:
    """The institution and the rooms, worked out only by pages that show them."""
    return {
        "institution": SimpleLazyObject(Institution.current),
        "rooms": SimpleLazyObject(lambda: rooms(request)),
    }


def rooms(request: HttpRequest) -> list[Room]:
    """The rooms that the user's role opens."""
    found = []
    for pattern, name, action in ROOMS:
        if not may(request.user, action):
            continue
        try:
            url = reverse(pattern)
        except NoReverseMatch:
            continue
        found.append(Room(str(name), url, request.path.startswith(url)))
    return found
