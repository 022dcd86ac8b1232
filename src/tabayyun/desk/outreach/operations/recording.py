"""Record an activity, correct it, or take it out."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.outreach.models import Activity, Kind
from tabayyun.desk.outreach.operations.rules import FIELDS, Fields, Places, complete
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User
from tabayyun.kit.sheets.faults import Fault, Unfit

UNSAID = {"child_name", "child_age"}
"""What the audit, which never forgets, is not told."""
FORGOTTEN = UNSAID | {"notes", "label", "place"}
"""Of a child's visit, neither what is forgotten with the child."""


@transaction.atomic
def record(*, kind: Kind, by: User, now: datetime, **fields: Unpack[Fields]) -> Activity:
    """Record an activity. Raises Refused when it breaks a rule or is recorded already."""
    values = _completed(kind, dict(fields), now)
    _refuse_double(values["key"], None)
    activity = Activity.objects.create(**values, recorded_by=by, recorded_at=now)
    audit.record(verb="outreach.recorded", subject=activity, actor=by, now=now, fields=_said(kind, values))
    return activity


@transaction.atomic
def edit(*, activity: Activity, by: User, now: datetime, **fields: Unpack[Fields]) -> None:
    """Correct an activity; a field that is not given stays. A purged child is not asked for again."""
    activity.refresh_from_db(from_queryset=Activity.objects.select_for_update())
    kind = Kind(activity.kind)
    kept = {name: getattr(activity, name) for name in FIELDS[kind]}
    if activity.purged_at:
        raise Refused(_("The child of this visit was forgotten: the record stays as it is."))
    values = _completed(kind, {**kept, **fields}, now)
    _refuse_double(values["key"], activity.pk)
    for name, value in values.items():
        setattr(activity, name, value)
    activity.edited_at = now
    activity.save()
    audit.record(verb="outreach.edited", subject=activity, actor=by, now=now, fields=_said(kind, values))


@transaction.atomic
def remove(*, activity: Activity, reason: str, by: User, now: datetime) -> None:
    """Take out an activity that was recorded by mistake; the audit keeps what it was, and the reason."""
    if not reason.strip():
        raise Refused(_("Say why this record is taken out."))
    kind = Kind(activity.kind)
    said = _said(kind, {name: getattr(activity, name) for name in FIELDS[kind]})
    why = reason.strip()[:300]
    audit.record(verb="outreach.removed", subject=activity, actor=by, now=now, reason=why, fields=said)
    activity.delete()


def _completed(kind: Kind, fields: dict[str, Any], now: datetime) -> dict[str, Any]:
    try:
        return complete(kind, fields, Places(), today=timezone.localdate(now))
    except Unfit as unfit:
        raise Refused(Fault.of(unfit).sentence) from unfit


def _refuse_double(key: str, own: int | None) -> None:
    serialise("outreach")
    if Activity.objects.filter(key=key).exclude(pk=own or 0).exists():
        raise Refused(
            _("This activity is recorded already. Give a class, group or session to tell them apart.")
        )


def _said(kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    unsaid = FORGOTTEN if kind is Kind.CHILD else UNSAID
    said = {name: value for name, value in values.items() if name not in unsaid and value not in (None, "")}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()}
