"""The conversation about a request: answers, questions, remarks among colleagues."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases.operations.standing import written
from tabayyun.desk.mediadesk.models import MediaRequest, Message
from tabayyun.desk.mediadesk.operations.standing import TEXT, hold, refuse_locked
from tabayyun.desk.mediadesk.operations.telling import tell_desk, tell_journalist
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

Direction = Message.Direction


@transaction.atomic
def reply(*, request: MediaRequest, text: str, by: User, now: datetime) -> Message:
    """Write to the journalist: an answer, or a question back. The first one stops the clock.

    Raises Refused when it is empty, when somebody else is on the request, or nobody is left to write to.
    """
    hold(request)
    refuse_locked(request, by, now)
    if request.purged_at is not None:
        raise Refused(_("The address of who asked was deleted: nobody can be written to any more."))
    message = _said(request, Direction.OUT, written(text, _("Write the answer.")), now, by=by)
    answered(request, now)
    tell_journalist(request, "reply", now, once=message.pk, text=message.text)
    audit.record(verb="mediadesk.replied", subject=request, actor=by, now=now, message=message.pk)
    return message


@transaction.atomic
def note(*, request: MediaRequest, text: str, by: User, now: datetime) -> Message:
    """A remark among colleagues, never shown outside. Raises Refused when it is empty or too long."""
    hold(request)
    message = _said(request, Direction.NOTE, written(text, _("The note is empty.")), now, by=by)
    audit.record(verb="mediadesk.noted", subject=request, actor=by, now=now, message=message.pk)
    return message


@transaction.atomic
def write_in(*, request: MediaRequest, text: str, now: datetime) -> Message:
    """What the journalist writes on the page of their request; the same text at once counts once.

    Raises Refused when it is empty or too long, or when the request was purged.
    """
    hold(request)
    if request.purged_at is not None:
        raise Refused(_("This request is archived. Please file a new one."))
    text = written(text, _("Please write something here."), TEXT)
    last = request.messages.filter(direction=Direction.IN).last()
    if last is not None and last.text == text:
        return last
    message = _said(request, Direction.IN, text, now)
    heard(request, message, now)
    return message


def heard(request: MediaRequest, message: Message, now: datetime) -> None:
    """Tell the desk of what came in."""
    audit.record(
        verb="mediadesk.heard",
        subject=request,
        label="unit" if message.direction == Direction.UNIT else "media",
        now=now,
        message=message.pk,
    )
    tell_desk(request, "heard", now, once=message.pk, text=message.text)


def answered(request: MediaRequest, now: datetime) -> None:
    """The journalist has had an answer; only the first one counts."""
    if request.first_answered_at is None:
        request.first_answered_at = now
        request.save(update_fields=["first_answered_at"])


def _said(request: MediaRequest, direction: str, text: str, now: datetime, by: User | None = None) -> Message:
    return Message.objects.create(request=request, direction=direction, text=text, at=now, by=by)
