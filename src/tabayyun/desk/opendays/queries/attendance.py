"""Who came: counted from the admissions, live and for the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

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
    firsts, twice = _firsts(edition)
    by_slot = dict.fromkeys(edition.slots.values_list("pk", flat=True), 0)
    by_hour: Counter[datetime] = Counter()
    by_kind = dict.fromkeys(Registration.Kind.values, 0)
    for one in firsts:
        by_slot[one.registration.slot_id] += one.people
        by_kind[one.registration.kind] += one.people
        by_hour[timezone.localtime(one.at).replace(minute=0, second=0, microsecond=0)] += one.people
    confirmed = Registration.objects.filter(slot__edition=edition, state=Registration.State.CONFIRMED)
    return Attendance(
        registered=sum(confirmed.values_list("people", flat=True)),
        tickets=len(firsts),
        people=sum(one.people for one in firsts),
        by_slot=by_slot,
        by_hour=dict(sorted(by_hour.items())),
        by_kind=by_kind,
        twice=twice,
    )


def admitted_twice(edition: Edition) -> list[list[Admission]]:
    """For each ticket that more than one phone let in: its admissions, the one that counts first."""
    groups: dict[int, list[Admission]] = {}
    for one in _admissions(edition):
        groups.setdefault(one.registration_id, []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _firsts(edition: Edition) -> tuple[list[Admission], int]:
    counts: Counter[int] = Counter()
    firsts = []
    for one in _admissions(edition):
        if one.registration_id not in counts:
            firsts.append(one)
        counts[one.registration_id] += 1
    return firsts, sum(count > 1 for count in counts.values())


def _admissions(edition: Edition) -> Iterable[Admission]:
    found = Admission.objects.filter(registration__slot__edition=edition)
    return found.select_related("registration", "by").order_by("at", "id")
