"""Schools, children, associations, unions and productions: the outreach of the year."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.outreach.models import Activity, Kind, Region
from tabayyun.desk.report.figures.base import Found, Unit, counted, figure
from tabayyun.desk.report.figures.periods import Period, first_phase, last_school_year
from tabayyun.desk.report.figures.rows import Rows

PUPILS = _("the pupils who took part in a session, as the session's record gives them")
PUPILS_METHOD = _("the sum over the sessions of the school year; a pupil who attended two counts twice")
SCHOOLS = _("a school in which at least one session was held")
SCHOOLS_METHOD = _("a school counts once, however many sessions were held there")


@figure(
    unit=Unit.PUPILS,
    system="S10",
    name=_("Pupils reached, whole school year"),
    counts=PUPILS,
    method=PUPILS_METHOD,
    span=last_school_year,
)
def pupils_last_school_year(period: Period) -> Found:
    return counted(_sessions(_held(Kind.SCHOOL), amount="participants"), period)


@figure(
    unit=Unit.SCHOOLS,
    system="S10",
    name=_("Schools reached, whole school year"),
    counts=SCHOOLS,
    method=SCHOOLS_METHOD,
    span=last_school_year,
)
def schools_last_school_year(period: Period) -> Found:
    return counted(_sessions(_held(Kind.SCHOOL), one_of="school_id"), period)


@figure(
    unit=Unit.PUPILS,
    system="S10",
    name=_("Pupils reached, first phase"),
    counts=PUPILS,
    method=PUPILS_METHOD,
    span=first_phase,
)
def pupils_first_phase(period: Period) -> Found:
    return counted(_sessions(_held(Kind.SCHOOL).filter(phase=1), amount="participants"), period)


@figure(
    unit=Unit.SCHOOLS,
    system="S10",
    name=_("Schools reached, first phase"),
    counts=SCHOOLS,
    method=SCHOOLS_METHOD,
    span=first_phase,
)
def schools_first_phase(period: Period) -> Found:
    return counted(_sessions(_held(Kind.SCHOOL).filter(phase=1), one_of="school_id"), period)


@figure(
    unit=Unit.CHILDREN,
    system="S9",
    name=_("Children who visited"),
    counts=_("a child who visited the services, with the consent of a guardian"),
    method=_("one record a child; it stays when the child's name is forgotten"),
)
def child_visits(period: Period) -> Found:
    return counted(_rows(_held(Kind.CHILD), ("key",)), period)


@figure(
    unit=Unit.MEETINGS,
    system="S11",
    name=_("Meetings with civil society"),
    counts=_("a meeting or coordination session with an organisation or association"),
    method=_("one record a meeting, on the day it was held"),
)
def civil_society_meetings(period: Period) -> Found:
    return counted(_rows(_held(Kind.MEETING), ("key", "association__code", "topic")), period)


@figure(
    unit=Unit.UNIONS,
    system="S12",
    name=_("Unions received"),
    counts=_("a union body whose representatives were received"),
    method=_("a union counts once, however often it was received"),
)
def unions_received(period: Period) -> Found:
    return counted(_rows(_held(Kind.UNION), ("key", "union__code"), one_of="union_id"), period)


@figure(
    unit=Unit.COMPANIES,
    system="S13",
    name=_("Production companies supported"),
    counts=_("a production company that was given equipment, premises or security cover"),
    method=_("a company counts once, however many shootings were supported"),
)
def production_companies(period: Period) -> Found:
    return counted(_rows(_held(Kind.FILM), ("key", "company__code"), one_of="company_id"), period)


@figure(
    unit=Unit.ACTIVITIES,
    system="S9",
    name=_("Outreach activities"),
    counts=_("an activity of whatever kind, as it was recorded"),
    method=_("one record an activity, on the day it was held; a child's visit is one record a child"),
)
def outreach_activities(period: Period) -> Found:
    return counted(_rows(Activity.objects.all(), ("key", "kind")), period)


def _held(kind: Kind) -> QuerySet[Activity]:
    return Activity.objects.filter(kind=kind)


def _sessions(records: QuerySet[Activity], *, amount: str = "", one_of: str = "") -> Rows:
    facts = ("key", "school__code", "participants", "school_year", "phase")
    return _rows(records, facts, amount=amount, one_of=one_of)


def _rows(records: QuerySet[Activity], facts: tuple[str, ...], *, amount: str = "", one_of: str = "") -> Rows:
    names = Region.objects.values_list("code", "name_ar", "name_fr")
    return Rows(
        records,
        "held_on",
        facts,
        amount=amount,
        one_of=one_of,
        group="region__code",
        labels={code: {"ar": arabic, "fr": french} for code, arabic, french in names},
        days=True,
    )
