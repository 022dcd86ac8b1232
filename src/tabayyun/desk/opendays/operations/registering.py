"""Registering for one time: without an account, once a form, never one place too many."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tabayyun.desk.opendays.models import Edition, Registration, Slot
from tabayyun.desk.opendays.operations import letters
from tabayyun.desk.opendays.operations.standing import NAME, hold_slots, line
from tabayyun.desk.opendays.queries.gate import digest_of
from tabayyun.engine.signing import ticket
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused

State, Kind = Registration.State, Registration.Kind
FAMILY = 10
"""As many people as one person may register; more are a group."""


@transaction.atomic
def register(
    *,
    slot: Slot,
    kind: str,
    people: int,
    name: str,
    organisation: str,
    email: str,
    phone: str,
    language: str,
    once: UUID,
    now: datetime,
) -> Registration:
    """Take ``people`` places in ``slot``, or let a school or group wait for them.

    ``once`` identifies the form that was sent: sent again, it gives the same registration. Raises Refused
    when the time is not open, is full (for persons), never has so many places, or nobody can be reached.
    """
    slot = hold_slots(slot.pk)[slot.pk]
    again = Registration.objects.filter(once=once).first()
    if again is not None:
        return again
    refuse_closed(slot, now)
    refuse_number(slot, kind, people)
    made = Registration(
        slot=slot,
        kind=Kind(kind),
        people=people,
        name=line(name),
        organisation="" if kind == Kind.PERSON else line(organisation),
        email=line(email, NAME),
        phone=line(phone, 20),
        language=language,
        once=once,
        registered_at=now,
    )
    _refuse_unreachable(made)
    made.code = ticket.new_code(secrets.token_bytes(ticket.CODE_BYTES))
    made.digest = digest_of(slot.edition.number, made.code)
    _seat(made, slot, now)
    return made


def refuse_closed(slot: Slot, now: datetime) -> None:
    """Raise Refused unless people may register for ``slot`` at this hour."""
    if slot.edition.state != Edition.State.PUBLIC:
        raise Refused(_("Registration for this edition is not open."))
    if now >= slot.starts_at:
        raise Refused(_("This time has begun already: choose a later one."))


def refuse_number(slot: Slot, kind: str, people: int) -> None:
    """Raise Refused for a number that ``slot`` never takes from somebody of ``kind``."""
    if people < 1:
        raise Refused(_("How many people come?"))
    if kind == Kind.PERSON and people > FAMILY:
        raise Refused(
            _("At most %(most)s people at once; more than that register as a group.") % {"most": FAMILY}
        )
    if people > slot.capacity:
        raise Refused(
            _("This time never has more than %(most)s places: divide your group.") % {"most": slot.capacity}
        )


def full(slot: Slot) -> Refused:
    """What somebody is told for whom there is no room."""
    if slot.free:
        left = ngettext(
            "Only %(free)s place is left at this time: choose another.",
            "Only %(free)s places are left at this time: choose another.",
            slot.free,
        )
        return Refused(left % {"free": slot.free})
    return Refused(_("This time is full: choose another."))


def _seat(made: Registration, slot: Slot, now: datetime) -> None:
    if made.people <= slot.free:
        made.state = State.CONFIRMED
    elif made.is_group:
        made.state, made.queued_at = State.WAITING, now
    else:
        raise full(slot)
    made.save(force_insert=True)
    letters.write(made, made.state, now)
    audit.record(
        verb="opendays.registered",
        subject=made,
        now=now,
        label="public form",
        kind=made.kind,
        people=made.people,
        state=made.state,
    )


def _refuse_unreachable(made: Registration) -> None:
    if not made.name:
        raise Refused(_("Write the name of an adult."))
    if made.is_group and not made.organisation:
        raise Refused(_("Write the name of the school or group."))
    if made.is_group and not made.email:
        raise Refused(
            _("A school or group gives an e-mail address: a place that becomes free is offered there.")
        )
    if not made.email and not made.phone:
        raise Refused(_("Give an e-mail address or a telephone number."))
