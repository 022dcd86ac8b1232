"""A request arrives: by the public form, by e-mail, or taken down by the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.cases.operations.standing import line, written
from tabayyun.desk.mediadesk.models import Contact, MediaRequest
from tabayyun.desk.mediadesk.operations.standing import LINE, TEXT, outlet_called
from tabayyun.desk.mediadesk.operations.telling import tell_desk, tell_journalist
from tabayyun.kit import audit, references
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for, as they said it. ``outlet`` is a name; the dates are local days."""

    kind: str
    asker: str
    language: str
    subject: str
    name: str
    email: str
    outlet: str = ""
    press_card: str = ""
    phone: str = ""
    details: str = ""
    place: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    deadline: date | None = None


@transaction.atomic
def file_request(
    *, asked: Asked, way: str, now: datetime, by: User | None = None, form_key: str = ""
) -> MediaRequest:
    """Take in a request, tell the desk, and confirm it to who asked. A form sent twice counts once.

    Raises Refused for a missing subject or name, a wrong address, or dates that cannot be.
    """
    if form_key:
        serialise(f"media form {form_key}")
        same = MediaRequest.objects.filter(form_key=form_key).first()
        if same is not None:
            return same
    _refuse_wrong(asked, now)
    request = _written_down(asked, way, now, form_key)
    audit.record(verb="mediadesk.filed", subject=request, actor=by, label="media", now=now, way=way)
    tell_journalist(request, "filed", now, once=1)
    tell_desk(request, "arrived", now, once=1)
    return request


def _written_down(asked: Asked, way: str, now: datetime, form_key: str) -> MediaRequest:
    request = MediaRequest.objects.create(
        reference=references.next_reference("MR", timezone.localtime(now).year),
        form_key=form_key or None,
        way=way,
        kind=asked.kind,
        asker=asked.asker,
        outlet=outlet_called(asked.outlet),
        language=asked.language,
        subject=written(line(asked.subject), _("Say in a few words what it is about."), LINE),
        details=written(asked.details, "", TEXT) if asked.details.strip() else "",
        place=line(asked.place)[:LINE],
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        received_at=now,
        due_at=due_at(asked.deadline, now),
    )
    Contact.objects.create(
        request=request,
        name=written(line(asked.name), _("Write the name of the person who asks."), LINE),
        press_card=line(asked.press_card)[:60],
        email=asked.email.strip(),
        phone=line(asked.phone)[:40],
    )
    return request


def due_at(deadline: date | None, now: datetime) -> datetime:
    """Until when the desk has to answer: the end of the day that was asked for, else the usual time."""
    if deadline is None:
        return now + timedelta(hours=settings.MEDIA_ANSWER_HOURS)
    return timezone.make_aware(datetime.combine(deadline, time(23, 59)))


def _refuse_wrong(asked: Asked, now: datetime) -> None:
    today = timezone.localtime(now).date()
    if asked.deadline is not None and asked.deadline < today:
        raise Refused(_("The deadline has passed already."))
    if asked.starts_on and asked.ends_on and asked.ends_on < asked.starts_on:
        raise Refused(_("The last day is before the first one."))
    if any(day is not None and day < today for day in (asked.starts_on, asked.ends_on)):
        raise Refused(_("These days have passed already."))
    try:
        validate_email(asked.email.strip())
    except ValidationError as error:
        raise Refused(_("«%(email)s» is not an e-mail address.") % {"email": asked.email[:100]}) from error
