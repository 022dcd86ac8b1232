"""What kind of day it was: weekday, Hijri date, holiday, school day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tabayyun.desk.expertise.models import CalendarEntry
from tabayyun.desk.expertise.queries import wording
from tabayyun.engine.place.calendars import FIRST_YEAR, Hijri, Holiday, hijri, holidays

FRIDAY, SUNDAY = 4, 6
NAMES = {
    "new-year": gettext_lazy("New Year"),
    "manifesto": gettext_lazy("Independence Manifesto Day"),
    "amazigh-new-year": gettext_lazy("Amazigh New Year"),
    "labour": gettext_lazy("Labour Day"),
    "throne": gettext_lazy("Throne Day"),
    "oued-ed-dahab": gettext_lazy("Recovery of Oued Ed-Dahab"),
    "revolution": gettext_lazy("Revolution of the King and the People"),
    "youth": gettext_lazy("Youth Day"),
    "unity": gettext_lazy("Unity Day"),
    "green-march": gettext_lazy("Green March"),
    "independence": gettext_lazy("Independence Day"),
    "hijri-new-year": gettext_lazy("Hijri New Year"),
    "mawlid": gettext_lazy("Birth of the Prophet"),
    "fitr": gettext_lazy("Eid al-Fitr"),
    "adha": gettext_lazy("Eid al-Adha"),
}
HIJRI_MONTHS = (
    gettext_lazy("Muharram"), gettext_lazy("Safar"), gettext_lazy("Rabi I"), gettext_lazy("Rabi II"),
    gettext_lazy("Jumada I"), gettext_lazy("Jumada II"), gettext_lazy("Rajab"), gettext_lazy("Shaban"),
    gettext_lazy("Ramadan"), gettext_lazy("Shawwal"), gettext_lazy("Dhu al-Qada"),
    gettext_lazy("Dhu al-Hijja"),
)  # fmt: skip
Kind = CalendarEntry.Kind


@dataclass(frozen=True, slots=True)
class Day:
    """A day and what is known of it."""

    on: date
    hijri: Hijri
    holidays: Sequence[Holiday]
    entries: Sequence[CalendarEntry]
    """What the desk entered for it: school years, vacations, holidays that were announced."""

    @property
    def facts(self) -> list[str]:
        """One sentence each, in the reader's language."""
        return [_weekday(self.on), _hijri(self.hijri), *_holidays(self), _school(self)]

    @property
    def sentence(self) -> str:
        """All of it, to be quoted."""
        return _("On %(day)s: %(facts)s.") % {
            "day": wording.day(self.on),
            "facts": _("; ").join(fact.rstrip(".") for fact in self.facts),
        }


def day(on: date) -> Day:
    """What is known of a day."""
    entries = list(CalendarEntry.objects.filter(first_day__lte=on, last_day__gte=on))
    return Day(on, hijri(on), holidays(on, on), entries)


def calendar_entries() -> QuerySet[CalendarEntry]:
    """What the desk entered, the latest first."""
    return CalendarEntry.objects.select_related("by").order_by("-first_day", "id")


def limits() -> str:
    """How far it can be relied on."""
    return _(
        "Holidays of the Hijri year are computed by a table; the crescent may have moved them by a day. "
        "School years, vacations and what was announced are as the desk entered them. Single regions, "
        "schools and exceptional days off are not in it."
    )


def _weekday(on: date) -> str:
    name = date_format(on, "l")
    if on.weekday() == FRIDAY:
        return _("it was a %(weekday)s, the day of the congregational prayer") % {"weekday": name}
    return _("it was a %(weekday)s") % {"weekday": name}


def _hijri(at: Hijri) -> str:
    words = {"day": at.day, "month": HIJRI_MONTHS[at.month - 1], "year": at.year}
    return _("about %(day)s %(month)s %(year)s of the Hijri year, to a day") % words


def _holidays(known: Day) -> list[str]:
    announced = [
        _("holiday as announced: %(name)s") % {"name": one.name}
        for one in known.entries
        if one.kind == Kind.HOLIDAY
    ]
    computed = [_holiday(one) for one in known.holidays]
    if known.on.year < FIRST_YEAR:
        return [*announced, _("holidays before %(year)s are not known here") % {"year": FIRST_YEAR}]
    return announced + computed or [_("no public holiday in Morocco")]


def _holiday(one: Holiday) -> str:
    if one.sure:
        return _("public holiday: %(name)s") % {"name": NAMES[one.name]}
    return _("perhaps a public holiday, as the moon decided: %(name)s") % {"name": NAMES[one.name]}


def _school(known: Day) -> str:
    kinds = {one.kind: one for one in known.entries}
    if Kind.VACATION in kinds:
        return _("school vacation: %(name)s") % {"name": kinds[Kind.VACATION].name}
    if Kind.SCHOOL_YEAR not in kinds:
        return _("whether it was a school day is not known: no school year was entered for it")
    if known.on.weekday() == SUNDAY or Kind.HOLIDAY in kinds or any(one.sure for one in known.holidays):
        return _("no school day")
    return _("a school day, unless the moon made it a holiday") if known.holidays else _("a school day")
