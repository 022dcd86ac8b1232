"""What an activity of each kind has to say, whether it is typed into a form or read from a spreadsheet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from django.utils.translation import gettext_noop

from tabayyun.desk.outreach.models import Kind, Phase, Province, School
from tabayyun.engine.text import normalise
from tabayyun.kit.sheets.faults import Unfit

SEPTEMBER, FEBRUARY = 9, 2
MOST_PUPILS, OLDEST_CHILD = 5_000, 17
_YEAR = re.compile(r"((?:19|20)[0-9]{2})-((?:19|20)[0-9]{2})")

MISSING = gettext_noop("This is missing.")
NO_SCHOOL_YEAR = gettext_noop("«%(year)s» is not a school year. Write it like 2021-2022.")
OTHER_SCHOOL_YEAR = gettext_noop("%(date)s is not in the school year %(year)s.")
IN_THE_FUTURE = gettext_noop("An activity is recorded after it took place.")
OTHER_REGION = gettext_noop("This province is in another region.")
OTHER_PROVINCE = gettext_noop("This school is in another province.")
LATE_CONSENT = gettext_noop("The consent was signed after the visit.")
TOO_OLD = gettext_noop("A child is at most %(most)s years old.")


class Fields(TypedDict, total=False):
    """What an activity is recorded from. Which ones a kind takes: `FIELDS`."""

    held_on: date
    topic: str
    region_id: int | None
    province_id: int | None
    place: str
    unit_id: int | None
    participants: int | None
    label: str
    notes: str
    school_id: int | None
    school_year: str
    phase: int | None
    level: str
    association_id: int | None
    union_id: int | None
    company_id: int | None
    child_name: str
    child_age: int | None
    consent_on: date | None
    consent_reference: str


COMMON = (
    "held_on",
    "topic",
    "region_id",
    "province_id",
    "place",
    "unit_id",
    "participants",
    "label",
    "notes",
)
OWN: dict[Kind, tuple[str, ...]] = {
    Kind.SCHOOL: ("school_id", "school_year", "phase", "level"),
    Kind.MEETING: ("association_id",),
    Kind.UNION: ("union_id",),
    Kind.CHILD: ("child_name", "child_age", "consent_on", "consent_reference"),
    Kind.FILM: ("company_id",),
    Kind.OPEN_DAYS: (),
}
FIELDS = {kind: (*COMMON, *own) for kind, own in OWN.items()}
NEEDED: dict[Kind, tuple[str, ...]] = {
    Kind.SCHOOL: ("school_id", "participants"),
    Kind.MEETING: ("association_id",),
    Kind.UNION: ("union_id",),
    Kind.CHILD: ("child_name", "child_age", "consent_on", "consent_reference"),
    Kind.FILM: ("company_id",),
    Kind.OPEN_DAYS: ("label",),
}
IDENTITY: dict[Kind, tuple[str, ...]] = {
    Kind.SCHOOL: ("held_on", "school_id", "level", "topic", "label"),
    Kind.MEETING: ("held_on", "association_id", "topic", "label"),
    Kind.UNION: ("held_on", "union_id", "label"),
    Kind.CHILD: ("consent_reference",),
    Kind.FILM: ("held_on", "company_id", "place", "label"),
    Kind.OPEN_DAYS: ("label",),
}


def identity(kind: Kind, fields: Mapping[str, Any]) -> str:
    """The natural key: activities that agree in these fields are the same one."""
    parts = [kind.value]
    for name in IDENTITY[kind]:
        value = fields.get(name)
        parts.append(normalise(value) if isinstance(value, str) else str(value or ""))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def school_year_of(day: date) -> str:
    """«2021-2022»: a school year begins in September."""
    first = day.year if day.month >= SEPTEMBER else day.year - 1
    return f"{first}-{first + 1}"


def phase_of(day: date) -> Phase:
    """September to January is the first phase of a year's campaign."""
    return Phase.FIRST if day.month >= SEPTEMBER or day.month < FEBRUARY else Phase.SECOND


def complete(kind: Kind, given: Mapping[str, Any], places: Places, *, today: date) -> dict[str, Any]:
    """``given`` with what follows from it: region, province, school year, phase, and the key.

    Raises Unfit, naming the field, when something is missing or contradicts something else. A field
    that is not given is not in the answer, unless it follows.
    """
    fields = {name: value for name, value in given.items() if name in FIELDS[kind]}
    for name in ("held_on", *NEEDED[kind]):
        if fields.get(name) in (None, ""):
            raise Unfit(MISSING, name)
    if fields["held_on"] > today:
        raise Unfit(IN_THE_FUTURE, "held_on")
    if kind is Kind.SCHOOL:
        _complete_session(fields, places)
    if kind is Kind.CHILD:
        _check_child(fields)
    _complete_place(fields, places)
    return {**fields, "kind": kind.value, "key": identity(kind, fields)}


class Places:
    """Which region a province lies in and which province a school, read once for many lines."""

    def __init__(self) -> None:
        self.regions = dict(Province.objects.values_list("pk", "region_id"))
        self.provinces = dict(School.objects.values_list("pk", "province_id"))


def _complete_session(fields: dict[str, Any], places: Places) -> None:
    province = places.provinces.get(fields["school_id"])
    if fields.get("province_id") not in (None, province):
        raise Unfit(OTHER_PROVINCE, "school_id")
    fields["province_id"] = province
    day, year = fields["held_on"], fields.get("school_year") or school_year_of(fields["held_on"])
    found = _YEAR.fullmatch(year)
    if found is None or int(found[2]) != int(found[1]) + 1:
        raise Unfit(NO_SCHOOL_YEAR, "school_year", year=year[:20])
    if not date(int(found[1]), 8, 1) <= day <= date(int(found[2]), 8, 31):
        raise Unfit(OTHER_SCHOOL_YEAR, "held_on", date=day.isoformat(), year=year)
    fields["school_year"] = year
    fields["phase"] = fields.get("phase") or phase_of(day)


def _check_child(fields: dict[str, Any]) -> None:
    if fields["consent_on"] > fields["held_on"]:
        raise Unfit(LATE_CONSENT, "consent_on")
    if fields["child_age"] > OLDEST_CHILD:
        raise Unfit(TOO_OLD, "child_age", most=OLDEST_CHILD)


def _complete_place(fields: dict[str, Any], places: Places) -> None:
    if province := fields.get("province_id"):
        region = places.regions.get(province)
        if fields.get("region_id") not in (None, region):
            raise Unfit(OTHER_REGION, "province_id")
        fields["region_id"] = region
    if fields.get("region_id") is None:
        raise Unfit(MISSING, "region_id")
