"""Taking in what the phones at the gate noted, also hours later, also twice, also from two phones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tabayyun.desk.opendays.models import Admission, Edition, Registration
from tabayyun.desk.opendays.operations.recording import record_activity
from tabayyun.kit import audit
from tabayyun.kit.models import User


@dataclass(frozen=True, slots=True)
class Mark:
    """One ticket that a phone let in."""

    digest: str
    at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a phone's marks."""

    known: list[str]
    """Digests that need not be sent again: kept now or before."""
    unknown: list[str]
    """Digests of no registration of this edition."""
    new: int


@transaction.atomic
def take_in(*, edition: Edition, device: str, marks: Sequence[Mark], by: User, now: datetime) -> TakenIn:
    """Keep what ``device`` noted. A mark that is sent again changes nothing.

    Two phones that let the same ticket in give two admissions, of which the earlier counts. A clock that runs
    ahead is set back to ``now``; more people than are registered count as those registered.
    """
    found = {
        one.digest: one
        for one in Registration.objects.filter(
            slot__edition=edition, digest__in={mark.digest for mark in marks}
        )
    }
    admissions = [
        Admission(
            registration=found[mark.digest],
            device=device,
            at=min(mark.at, now),
            people=max(1, min(mark.people, found[mark.digest].people)),
            by=by,
            received_at=now,
        )
        for mark in marks
        if mark.digest in found
    ]
    before = Admission.objects.filter(device=device).count()
    Admission.objects.bulk_create(admissions, ignore_conflicts=True)
    new = Admission.objects.filter(device=device).count() - before
    if new:
        if edition.activity is not None:  # a phone that found a network only after the last day
            record_activity(edition, by, now)
        audit.record(verb="opendays.admitted", subject=edition, actor=by, now=now, device=device, tickets=new)
    unknown = [mark.digest for mark in marks if mark.digest not in found]
    return TakenIn(known=list(found), unknown=unknown, new=new)
