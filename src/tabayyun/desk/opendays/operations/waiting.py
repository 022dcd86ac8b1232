"""The waiting list of a slot: who gets a place that became free.

The rules, in the order they are applied:

1. Groups and schools wait in the order in which they asked.
2. When places become free (a cancellation, fewer people, a move, a lapsed offer, a raised capacity), they are
   offered in the same transaction, so that nobody who comes later can take them first.
3. Who is offered them is the first of the list that fits. One that is too large is passed over and keeps
   its place: it is asked first again the next time.
4. An offer holds its places until it is taken, refused or lapses: after `OFFER_LASTS`, and at the latest
   `LAST_CALL` before the slot begins. After that nothing is offered any more.
5. An offer that lapsed ends the registration; who still wants to come registers again, at the end.
6. Those who still wait at the last call are told that no place became free.
7. Who waits may lower their number and keeps their place; raising it means going to the end.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tabayyun.desk.opendays.models import Registration, Slot
from tabayyun.desk.opendays.operations import letters
from tabayyun.desk.opendays.operations.standing import hold
from tabayyun.kit import audit

State = Registration.State
OFFER_LASTS = timedelta(hours=48)
LAST_CALL = timedelta(hours=2)


def offer_places(slot: Slot, now: datetime) -> int:
    """Offer what is free in ``slot``, which the caller holds, to those who wait; how many were asked."""
    until = min(now + OFFER_LASTS, slot.starts_at - LAST_CALL)
    if until <= now:
        return 0
    slot.refresh_from_db()
    offered = 0
    while waiting := _first_that_fits(slot):
        _offer(waiting, until, now)
        slot.refresh_from_db()
        offered += 1
    return offered


def lapse_offers(*, now: datetime) -> int:
    """End the offers nobody took in time, and offer their places to the next; how many ended."""
    due = Registration.objects.filter(state=State.OFFERED, offered_until__lte=now)
    return sum(_lapse(registration, now) for registration in due.select_related("slot"))


def end_waiting(*, now: datetime) -> int:
    """Tell those who wait for a slot that is about to begin that no place became free; how many."""
    due = Registration.objects.filter(state=State.WAITING, slot__starts_at__lte=now + LAST_CALL)
    return sum(_end(registration, now) for registration in due.select_related("slot"))


def _first_that_fits(slot: Slot) -> Registration | None:
    return (
        Registration.objects.filter(slot=slot, state=State.WAITING, people__lte=slot.free)
        .order_by("queued_at", "id")
        .first()
    )


def _offer(registration: Registration, until: datetime, now: datetime) -> None:
    registration.state, registration.offered_until = State.OFFERED, until
    registration.save(update_fields=["state", "offered_until"])
    letters.write(registration, "offered", now)
    audit.record(
        verb="opendays.offered",
        subject=registration,
        now=now,
        label="waiting list",
        until=until.isoformat(),
        people=registration.people,
    )


@transaction.atomic
def _lapse(registration: Registration, now: datetime) -> bool:
    slot = hold(registration)
    if registration.state != State.OFFERED or registration.offer_stands(now):
        return False
    registration.state, registration.offered_until, registration.ended_at = State.LAPSED, None, now
    registration.save(update_fields=["state", "offered_until", "ended_at"])
    letters.write(registration, "lapsed", now)
    audit.record(verb="opendays.lapsed", subject=registration, now=now, label="waiting list")
    offer_places(slot, now)
    return True


@transaction.atomic
def _end(registration: Registration, now: datetime) -> bool:
    hold(registration)
    if registration.state != State.WAITING:
        return False
    registration.state, registration.ended_at = State.UNSERVED, now
    registration.save(update_fields=["state", "ended_at"])
    letters.write(registration, "unserved", now)
    audit.record(verb="opendays.unserved", subject=registration, now=now, label="waiting list")
    return True
