"""The times of an edition and their places."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.opendays.models import Edition, Slot
from tabayyun.desk.opendays.operations.editions import refuse_outside
from tabayyun.desk.opendays.operations.standing import hold_slots, refuse_over
from tabayyun.desk.opendays.operations.waiting import offer_places
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

LARGEST = 20_000


@transaction.atomic
def add_slot(
    *, edition: Edition, starts_at: datetime, ends_at: datetime, capacity: int, by: User, now: datetime
) -> Slot:
    """Open a time with ``capacity`` places. Raises Refused when it lies outside the edition."""
    refuse_over(edition)
    refuse_outside(edition, starts_at, ends_at)
    _refuse_capacity(capacity)
    slot = Slot.objects.create(edition=edition, starts_at=starts_at, ends_at=ends_at, capacity=capacity)
    audit.record(verb="opendays.slot_added", subject=slot, actor=by, now=now, capacity=capacity)
    return slot


@transaction.atomic
def change_capacity(*, slot: Slot, capacity: int, by: User, now: datetime) -> Slot:
    """Give a slot more or fewer places; what becomes free is offered to those who wait.

    Raises Refused when more places are taken already.
    """
    held = hold_slots(slot.pk)[slot.pk]
    refuse_over(held.edition)
    _refuse_capacity(capacity)
    if capacity < held.taken:
        raise Refused(_("%(taken)s places are taken already.") % {"taken": held.taken})
    former, held.capacity = held.capacity, capacity
    held.save(update_fields=["capacity"])
    audit.record(
        verb="opendays.capacity_changed", subject=held, actor=by, now=now, former=former, capacity=capacity
    )
    offer_places(held, now)
    return held


@transaction.atomic
def remove_slot(*, slot: Slot, by: User, now: datetime) -> None:
    """Close a time for which nobody ever registered. Raises Refused otherwise."""
    held = hold_slots(slot.pk)[slot.pk]
    refuse_over(held.edition)
    if held.registrations.exists():
        raise Refused(_("People registered for this time: it stays."))
    audit.record(verb="opendays.slot_removed", subject=held, actor=by, now=now)
    held.delete()


def _refuse_capacity(capacity: int) -> None:
    if not 1 <= capacity <= LARGEST:
        raise Refused(_("A time has between 1 and %(most)s places.") % {"most": LARGEST})
