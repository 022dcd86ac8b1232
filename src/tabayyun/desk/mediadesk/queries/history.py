"""Everything that happened to a request, from the audit, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.mediadesk.models import Decision, MediaRequest
from tabayyun.kit import audit
from tabayyun.kit.models import AuditEntry

WORDS: dict[str, str | Promise] = {
    "mediadesk.filed": _("the request arrived"),
    "mediadesk.heard": _("a message came in"),
    "mediadesk.replied": _("wrote to the journalist"),
    "mediadesk.noted": _("wrote a note"),
    "mediadesk.assigned": _("handed the request over"),
    "mediadesk.locked": _("is on the request"),
    "mediadesk.taken_over": _("took the request over"),
    "mediadesk.unlocked": _("left the request"),
    "mediadesk.mail_attached": _("put an e-mail into the conversation"),
    "mediadesk.decided": _("decided"),
    "mediadesk.review_asked": _("a second look was asked for"),
    "mediadesk.reviewed": _("looked at the decision again"),
    "mediadesk.end_announced": _("announced that a restriction ends"),
    "mediadesk.reopened": _("opened the request again: the restriction has ended"),
    "mediadesk.late": _("said that the answer is late"),
    "mediadesk.closed": _("closed the request"),
    "mediadesk.shoot_set": _("set a shooting day"),
    "mediadesk.shoot_called_off": _("called a shoot off"),
    "mediadesk.booked": _("booked film support"),
    "mediadesk.released": _("gave film support back"),
    "mediadesk.document_added": _("attached a file"),
    "mediadesk.purged": _("deleted who asked, after the set time"),
}


WHO: dict[str, str | Promise] = {
    "media": _("the journalist"),
    "unit": _("the unit"),
    "tabayyun": _("by itself"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    at: datetime
    who: str
    what: str
    detail: str


def history(request: MediaRequest) -> list[Event]:
    """What happened to ``request``, oldest first."""
    return [
        Event(entry.at, _who(entry), str(WORDS.get(entry.verb, entry.verb)), _detail(entry.data))
        for entry in audit.of(request)
    ]


def _who(entry: AuditEntry) -> str:
    return entry.actor_label if entry.actor_id else str(WHO.get(entry.actor_label, entry.actor_label))


def _detail(data: dict[str, Any]) -> str:
    if "outcome" in data:
        outcome = dict(Decision.Outcome.choices).get(data["outcome"], "")
        return " · ".join(str(part) for part in (outcome, data.get("ground")) if part)
    return str(next((data[key] for key in ("reason", "unit", "to", "resource") if data.get(key)), ""))
