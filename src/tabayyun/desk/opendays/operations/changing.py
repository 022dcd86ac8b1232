"""What the holder of a signed link, or the desk, does to a registration."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.opendays.models import Registration, Slot
from tabayyun.desk.opendays.operations import letters
from tabayyun.desk.opendays.operations.registering import full, refuse_closed, refuse_number
from tabayyun.desk.opendays.operations.standing import hold, hold_slots
from tabayyun.desk.opendays.operations.waiting import offer_places
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

State = Registration.State
MOST_ISSUES = 255  # what the ticket's one byte holds


@transaction.atomic
def accept(*, registration: Registration, now: datetime) -> Registration:
    """Take the place that is offered; again is no error. Raises Refused when the offer has ended."""
    hold(registration)
    if registration.state == State.CONFIRMED:
        return registration
    if not registration.offer_stands(now):
        raise Refused(_("This offer has ended."))
    registration.state, registration.offered_until = State.CONFIRMED, None
    registration.save(update_fields=["state", "offered_until"])
    letters.write(registration, "confirmed", now)
    audit.record(verb="opendays.accepted", subject=registration, now=now, label="signed link")
    return registration


@transaction.atomic
def cancel(*, registration: Registration, now: datetime, by: User | None = None) -> Registration:
    """Give the places back, refuse an offer, or stop waiting; again is no error.

    ``by`` is somebody of the desk, or None for the holder of the link. Raises Refused for a used ticket.
    """
    slot = hold(registration)
    if not registration.is_alive:
        return registration
    if registration.admissions.exists():
        raise Refused(_("This ticket was used already."))
    registration.state, registration.offered_until, registration.ended_at = State.CANCELLED, None, now
    registration.save(update_fields=["state", "offered_until", "ended_at"])
    letters.write(registration, "cancelled", now)
    audit.record(verb="opendays.cancelled", subject=registration, actor=by, label="signed link", now=now)
    offer_places(slot, now)
    return registration


@transaction.atomic
def change(*, registration: Registration, slot: Slot, people: int, now: datetime) -> Registration:
    """Come with another number, or at another time of the edition.

    A confirmed registration keeps what it has when there is no room for the change (Refused says so). One
    that waits keeps its place when the number falls, and goes to the end when it rises or the time changes.
    """
    held = _hold_both(registration, slot)
    former, target = held[registration.slot_id], held[slot.pk]
    _refuse_change(registration, target, people, now)
    if (former.pk, registration.people) == (target.pk, people):
        return registration
    if registration.state == State.WAITING:
        _change_waiting(registration, target, people, now)
    else:
        _change_confirmed(registration, target, people)
    registration.save(update_fields=["slot", "people", "state", "queued_at", "issue"])
    letters.write(registration, "changed" if registration.state == State.CONFIRMED else "waiting", now)
    audit.record(
        verb="opendays.changed",
        subject=registration,
        now=now,
        label="signed link",
        people=people,
        slot=target.pk,
    )
    offer_places(former, now)
    if target.pk != former.pk:
        offer_places(target, now)
    return registration


def _hold_both(registration: Registration, slot: Slot) -> dict[int, Slot]:
    """Both slots held, in the order everybody takes them, and ``registration`` as it then is."""
    while True:
        registration.refresh_from_db()
        held = hold_slots(registration.slot_id, slot.pk)
        registration.refresh_from_db(from_queryset=Registration.objects.select_for_update())
        if registration.slot_id in held:
            return held


def _refuse_change(registration: Registration, target: Slot, people: int, now: datetime) -> None:
    if registration.state == State.OFFERED:
        raise Refused(_("Take or refuse the offered places first."))
    if not registration.is_alive:
        raise Refused(_("This registration can no longer be changed."))
    if registration.admissions.exists():
        raise Refused(_("This ticket was used already."))
    if target.edition_id != registration.slot.edition_id:
        raise Refused(_("This time belongs to another edition."))
    if registration.issue >= MOST_ISSUES:
        raise Refused(_("This registration was changed too often: cancel it and register again."))
    refuse_closed(target, now)
    refuse_number(target, registration.kind, people)


def _change_confirmed(registration: Registration, target: Slot, people: int) -> None:
    own = registration.people if registration.slot_id == target.pk else 0
    if people > target.free + own:
        raise full(target)
    registration.slot, registration.people = target, people
    registration.issue += 1


def _change_waiting(registration: Registration, target: Slot, people: int, now: datetime) -> None:
    if people > registration.people or target.pk != registration.slot_id:
        registration.queued_at = now
    registration.slot, registration.people = target, people
    if people <= target.free:
        registration.state, registration.queued_at = State.CONFIRMED, None
