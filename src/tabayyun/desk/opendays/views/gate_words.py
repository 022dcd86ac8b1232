"""What the gate says, in the language of its page; the page hands them to its script."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tabayyun.desk.opendays.models import Registration


def gate_words() -> dict[str, Any]:
    """Name → sentence; ``{time}`` and ``{number}`` are filled in by the script."""
    return {
        "admitted": _("Let in"),
        "people": _("Number of people: {number}"),
        "refused": _("Not let in"),
        "check": _("Check, then let in"),
        "used": _("This ticket was used already, at {time}."),
        "used_now": _("This ticket was used a moment ago on this phone."),
        "forged": _("This ticket was not issued by us."),
        "other_edition": _("This ticket is for another edition."),
        "replaced": _("This ticket was replaced by a newer one: ask for the newer one."),
        "cancelled": _("This registration was cancelled."),
        "unknown": _("This code is not on the list of this phone. Scan the QR code instead."),
        "no_ticket": _("This is no ticket."),
        "no_code": _("There is no QR code in this picture."),
        "no_camera": _("The camera cannot be used. Take a photograph or type the code."),
        "other_time": _("This ticket is for another time: {time}"),
        "not_listed": _("registered after the list was fetched"),
        "online": _("connected"),
        "offline": _("no network"),
        "list": _("tickets on this phone: {number}, fetched at {time}"),
        "no_list": _("no list on this phone yet"),
        "kinds": {kind.value: str(kind.label) for kind in Registration.Kind},
    }
