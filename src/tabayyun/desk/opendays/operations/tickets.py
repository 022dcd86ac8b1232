"""The ticket that a confirmed registration may show at the gate."""

from __future__ import annotations

from tabayyun.desk.opendays.models import Registration
from tabayyun.desk.press.operations import signing_key
from tabayyun.engine.signing import ticket


def ticket_of(registration: Registration) -> str:
    """The signed token for the QR code. The same registration always gives the same one."""
    slot = registration.slot
    said = ticket.Ticket(
        edition=slot.edition.number,
        code=registration.code,
        issue=registration.issue,
        starts_at=slot.starts_at,
        people=registration.people,
        kind=registration.kind,
    )
    return ticket.sign(said, signing_key())
