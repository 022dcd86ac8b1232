"""Letters to the journalist, to the desk and to units: queued with what they tell, sent from the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import Contact, MediaRequest
from tabayyun.kit import letters


def tell_journalist(request: MediaRequest, kind: str, now: datetime, *, once: object, **context: Any) -> None:
    """Write to who asked, with the link to follow the request; ``once`` names what it is about."""
    contact = Contact.objects.filter(request=request).first()
    if contact is None:
        return
    letters.queue(
        key=f"media-{request.pk}-{kind}-{once}",
        to=contact.email,
        reply_to=settings.MEDIA_ADDRESS,
        language=request.language,
        template=f"mediadesk/mail/{kind}.txt",
        context={**context, "request": request, "contact": contact},
        link=queries.follow_link(request),
        now=now,
    )


def tell_desk(request: MediaRequest, kind: str, now: datetime, *, once: object, **context: Any) -> None:
    """Write to whoever of the desk has ``request``, or else to all who work on requests."""
    for person in queries.recipients(request):
        letters.queue(
            key=f"media-{request.pk}-{kind}-{once}-{person.pk}",
            to=person.email,
            language=letters.language_of(person),
            template=f"mediadesk/mail/{kind}.txt",
            context={**context, "request": request, "page": queries.desk_link(request)},
            now=now,
        )


def tell_unit(request: MediaRequest, now: datetime) -> None:
    """Write to the unit that was given ``request``; its answer comes back by e-mail."""
    unit = request.unit
    if unit is None:
        return
    letters.queue(
        key=f"media-{request.pk}-unit-{unit.pk}",
        to=unit.email,
        reply_to=settings.MEDIA_ADDRESS,
        language=unit.language,
        template="mediadesk/mail/unit.txt",
        context={"request": request, "unit": unit.in_language(unit.language)},
        now=now,
    )
