"""Questions about Open Days: lists, the gate, attendance, the signed links."""

from tabayyun.desk.opendays.queries.attendance import Attendance, admitted_twice, attendance
from tabayyun.desk.opendays.queries.gate import digest_of, gate_list
from tabayyun.desk.opendays.queries.links import link_of, registration_by
from tabayyun.desk.opendays.queries.lists import (
    FILTERS,
    announced_edition,
    editions,
    place_in_queue,
    public_edition,
    public_editions,
    registrations,
    slots,
)

__all__ = [
    "FILTERS",
    "Attendance",
    "admitted_twice",
    "announced_edition",
    "attendance",
    "digest_of",
    "editions",
    "gate_list",
    "link_of",
    "place_in_queue",
    "public_edition",
    "public_editions",
    "registration_by",
    "registrations",
    "slots",
]
