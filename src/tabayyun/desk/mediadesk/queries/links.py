"""The signed links: the journalist's page of a request, and a calendar for a colleague's telephone."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from tabayyun.desk.mediadesk.models import MediaRequest
from tabayyun.kit.links import Link, opened
from tabayyun.kit.models import User
from tabayyun.kit.roles import may

FOLLOW = "newsroom:media_follow"
CALENDAR = "mediadesk:calendar_file"


def follow_link(request: MediaRequest) -> Link:
    """The link with which a journalist follows ``request`` without an account."""
    return Link(FOLLOW, str(request.pk))


def followed(token: str) -> MediaRequest | None:
    """The request that ``token`` was made for; None when it was not made here."""
    number = opened(FOLLOW, token)
    if number is None:
        return None
    return MediaRequest.objects.select_related("contact", "outlet", "current").filter(pk=number).first()


def calendar_link(user: User) -> Link:
    """The address under which a calendar program reads the shoots for ``user``."""
    return Link(CALENDAR, str(user.pk))


def calendar_reader(token: str) -> User | None:
    """Whose calendar ``token`` opens; None for anybody who may not read the desk any more."""
    number = opened(CALENDAR, token)
    user = User.objects.filter(pk=number).first() if number else None
    return user if user is not None and may(user, "desk.read") else None


def desk_link(request: MediaRequest) -> str:
    """The full address of the desk's page of ``request``."""
    return settings.ORIGIN + reverse("mediadesk:request", args=[request.reference])
