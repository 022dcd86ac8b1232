"""What a phone at the gate has to know to work without a network: no name, no address, no code in clear."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from tabayyun.desk.opendays.models import Admission, Edition, Registration, Slot
from tabayyun.desk.press.queries import public_keys

OVERLAP = 200
"""Admissions told again: a transaction that took longer may come in under a lower number."""


def digest_of(edition: int, code: str) -> str:
    """How the registration with ``code`` is known at the gate: SHA-256 of «edition:code», hexadecimal."""
    return hashlib.sha256(f"{edition}:{code}".encode()).hexdigest()


def gate_list(edition: Edition, now: datetime, *, version: str = "", after: int = 0) -> dict[str, Any]:
    """JSON for a phone: who was admitted since the admission ``after``, and, unless it has ``version``
    already, the keys that sign tickets, the slots, and every ticket by its digest.

    A ticket: ``i`` its issue, ``s`` its slot, ``n`` people, ``k`` kind. Cancelled ones are in it as well,
    with ``x``, so that the phone can say why it refuses.
    """
    said = {"edition": edition.number, "made": now.isoformat(timespec="seconds"), **_admitted(edition, after)}
    current = _version(edition)
    if version == current:
        return said
    registrations = _known(edition).only("digest", "issue", "slot_id", "people", "kind", "state")
    return {
        **said,
        "version": current,
        "keys": [key["x"] for key in public_keys()["keys"]],
        "slots": {str(slot.pk): _slot(slot) for slot in edition.slots.all()},
        "tickets": {one.digest: _ticket(one) for one in registrations.iterator()},
    }


def _known(edition: Edition) -> QuerySet[Registration]:
    """All but those that wait: they have no ticket yet."""
    return Registration.objects.filter(slot__edition=edition).exclude(state=Registration.State.WAITING)


def _version(edition: Edition) -> str:
    """Changes whenever a ticket is made, changed or ended: each of these adds to one of the three numbers."""
    ended = Count("pk", filter=~Q(state__in=Registration.HOLDING))
    confirmed = Count("pk", filter=Q(state=Registration.State.CONFIRMED))
    numbers = _known(edition).aggregate(confirmed=confirmed, ended=ended, issues=Sum("issue"))
    return "-".join(str(number or 0) for number in numbers.values())


def _admitted(edition: Edition, after: int) -> dict[str, Any]:
    """Digest → when, of the admissions that came in after the one numbered ``after``; and the last number."""
    rows = Admission.objects.filter(registration__slot__edition=edition, pk__gt=after - OVERLAP).order_by(
        "pk"
    )
    found = list(rows.values_list("pk", "registration__digest", "at"))
    admitted: dict[str, str] = {}
    for _, digest, at in found:
        admitted[digest] = min(admitted.get(digest, at.isoformat()), at.isoformat())
    return {"admitted": admitted, "last": found[-1][0] if found else after}


def _slot(slot: Slot) -> dict[str, str]:
    return {"from": slot.starts_at.isoformat(), "to": slot.ends_at.isoformat()}


def _ticket(one: Registration) -> dict[str, Any]:
    said: dict[str, Any] = {"i": one.issue, "s": one.slot_id, "n": one.people, "k": one.kind}
    if one.state != Registration.State.CONFIRMED:
        said["x"] = one.state
    return said
