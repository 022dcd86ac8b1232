"""Who came: counted from the admissions, live and for the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncHour

from tabayyun.desk.opendays.models import Admission, Edition, Registration


@dataclass(frozen=True, slots=True)
class Attendance:
    """The people who came to one edition."""

    registered: int
    """People who hold a confirmed registration."""
    tickets: int
    """Registrations that came."""
    people: int
    """People who came in. A ticket that two phones let in counts once, with the number of the first."""
    by_slot: dict[int, int]
    """Slot → people, in the order of the slots; also slots to which nobody came."""
    by_hour: dict[datetime, int]
    """Beginning of the hour (local time) → people; only hours in which somebody came."""
    by_kind: dict[str, int]
    """`Registration.Kind` → people."""
    twice: int
    """Tickets that more than one phone let in."""


def attendance(edition: Edition) -> Attendance:
    """The attendance of ``edition`` as far as the phones at the gate have sent it. Four queries."""
    by_slot = dict.fromkeys(edition.slots.values_list("pk", flat=True), 0)
    by_kind = dict.fromkeys(Registration.Kind.values, 0)
    by_hour: Counter[datetime] = Counter()
    tickets = 0
    for row in _counted(edition):
        by_slot[row["slot"]] += row["came"]
        by_kind[row["kind"]] += row["came"]
        by_hour[row["hour"]] += row["came"]
        tickets += row["tickets"]
    confirmed = Registration.objects.filter(slot__edition=edition, state=Registration.State.CONFIRMED)
    return Attendance(
        registered=confirmed.aggregate(people=Sum("people"))["people"] or 0,
        tickets=tickets,
        people=sum(by_slot.values()),
        by_slot=by_slot,
        by_hour=dict(sorted(by_hour.items())),
        by_kind=by_kind,
        twice=_twice(edition).count(),
    )


def admitted_twice(edition: Edition) -> list[list[Admission]]:
    """For each ticket that more than one phone let in: its admissions, the one that counts first."""
    groups: dict[int, list[Admission]] = {}
    found = Admission.objects.filter(registration__in=_twice(edition).values("registration"))
    for one in found.select_related("registration", "by").order_by("at", "id"):
        groups.setdefault(one.registration_id, []).append(one)
    return list(groups.values())


def _counted(edition: Edition) -> Iterable[Any]:
    """People and tickets by slot, kind and hour; of several admissions of a ticket only the first."""
    same = Admission.objects.filter(registration=OuterRef("registration"))
    earlier = same.filter(Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), id__lt=OuterRef("id")))
    return (
        Admission.objects.filter(~Exists(earlier), registration__slot__edition=edition)
        .order_by()
        .values(slot=F("registration__slot"), kind=F("registration__kind"), hour=TruncHour("at"))
        .annotate(came=Sum("people"), tickets=Count("id"))
    )


def _twice(edition: Edition) -> QuerySet[Any, Any]:
    found = Admission.objects.filter(registration__slot__edition=edition).order_by()
    return found.values("registration").annotate(phones=Count("id")).filter(phones__gt=1)
