"""What a phone at the gate has to know to work without a network: no name, no address, no code in clear."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db.models import Min

from tabayyun.desk.opendays.models import Edition, Registration, Slot
from tabayyun.desk.press.queries import public_keys


def digest_of(edition: int, code: str) -> str:
    """How the registration with ``code`` is known at the gate: SHA-256 of «edition:code», hexadecimal."""
    return hashlib.sha256(f"{edition}:{code}".encode()).hexdigest()


def gate_list(edition: Edition, now: datetime) -> dict[str, Any]:
    """JSON for a phone: the keys that sign tickets, the slots, and every ticket by its digest.

    A ticket: ``i`` its issue, ``s`` its slot, ``n`` people, ``k`` kind, ``a`` when it was first admitted.
    Cancelled ones are in it as well, with ``x``, so that the phone can say why it refuses.
    """
    registrations = (
        Registration.objects.filter(slot__edition=edition)
        .exclude(state=Registration.State.WAITING)
        .annotate(admitted_at=Min("admissions__at"))
    )
    return {
        "edition": edition.number,
        "made": now.isoformat(timespec="seconds"),
        "keys": [key["x"] for key in public_keys()["keys"]],
        "slots": {str(slot.pk): _slot(slot) for slot in edition.slots.all()},
        "tickets": {one.digest: _ticket(one) for one in registrations},
    }


def _slot(slot: Slot) -> dict[str, str]:
    return {"from": slot.starts_at.isoformat(), "to": slot.ends_at.isoformat()}


def _ticket(one: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"i": one.issue, "s": one.slot_id, "n": one.people, "k": one.kind}
    if one.state != Registration.State.CONFIRMED:
        said["x"] = one.state
    if one.admitted_at:
        said["a"] = one.admitted_at.isoformat()
    return said
