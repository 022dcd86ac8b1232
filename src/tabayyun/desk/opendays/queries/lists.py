"""Editions, slots and registrations, as their pages list them."""

from __future__ import annotations

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from tabayyun.desk.opendays.models import Edition, Registration, Slot

State = Registration.State
FILTERS = (State.CONFIRMED, State.OFFERED, State.WAITING, State.CANCELLED, State.LAPSED, State.UNSERVED)


def editions() -> QuerySet[Edition]:
    """All editions, newest first, each with its ``places`` and ``registered`` people."""
    return Edition.objects.annotate(
        places=Coalesce(Sum("slots__capacity"), 0), registered=Coalesce(Sum("slots__taken"), 0)
    ).order_by("-number")


def public_editions() -> QuerySet[Edition]:
    """What the public may see: the announced edition first, then those that are over."""
    return Edition.objects.exclude(state=Edition.State.DRAFT)


def announced_edition() -> Edition | None:
    """The edition that people may look forward to; the next one when there are several."""
    return public_editions().filter(state=Edition.State.PUBLIC).order_by("first_day").first()


def public_edition(number: int) -> Edition | None:
    """One of them with all that its page shows: programme, slots and partners."""
    found = public_editions().prefetch_related("programme", "slots", "partners")
    return found.filter(number=number).first()


def slots(edition: Edition) -> QuerySet[Slot]:
    """The slots of ``edition`` in order, each with how many ``groups_waiting`` and ``people_waiting``."""
    waiting = Q(registrations__state=State.WAITING)
    return edition.slots.annotate(
        groups_waiting=Count("registrations", filter=waiting),
        people_waiting=Coalesce(Sum("registrations__people", filter=waiting), 0),
    ).order_by("starts_at", "id")


def registrations(edition: Edition, *, state: str = "", slot: int | None = None) -> QuerySet[Registration]:
    """Who registered for ``edition``, newest first; those who wait in the order of the waiting list.

    Each carries ``admitted_at``, the time of its first admission.
    """
    found = (
        Registration.objects.filter(slot__edition=edition)
        .select_related("slot__edition")
        .annotate(admitted_at=Min("admissions__at"))
    )
    if slot is not None:
        found = found.filter(slot=slot)
    if state not in State.values:
        return found.order_by("-registered_at", "-id")
    order = ("queued_at", "id") if state == State.WAITING else ("-registered_at", "-id")
    return found.filter(state=state).order_by(*order)


def place_in_queue(registration: Registration) -> int:
    """How many groups are asked before this one, and one: «you are the third»."""
    earlier = Registration.objects.filter(slot=registration.slot_id, state=State.WAITING).filter(
        Q(queued_at__lt=registration.queued_at) | Q(queued_at=registration.queued_at, id__lt=registration.pk)
    )
    return earlier.count() + 1
