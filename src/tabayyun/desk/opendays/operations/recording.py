"""What an edition that is over leaves in outreach: one activity, with the people who came."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tabayyun.desk.opendays.models import Edition, in_words
from tabayyun.desk.opendays.queries.attendance import attendance
from tabayyun.desk.outreach import operations as outreach
from tabayyun.desk.outreach.models import Activity, Kind
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


def record_activity(edition: Edition, by: User, now: datetime) -> Activity | None:
    """Record ``edition`` in outreach, or correct its record; None for an old one whose days nobody knows.

    Raises Refused when its region was not said.
    """
    if edition.first_day is None:
        return None
    if edition.region_id is None:
        raise Refused(_("Say in which region it was: it becomes a record of outreach."))
    label, people = f"الدورة {edition.number}", attendance(edition).people
    known = edition.activity or Activity.objects.filter(kind=Kind.OPEN_DAYS, label=label).first()
    if known is not None:
        outreach.edit(activity=known, participants=people, by=by, now=now)
        return known
    return outreach.record(
        kind=Kind.OPEN_DAYS,
        held_on=edition.first_day,
        region_id=edition.region_id,
        place=in_words(edition.city, "ar"),
        label=label,
        participants=people,
        by=by,
        now=now,
    )
