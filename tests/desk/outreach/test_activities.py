"""Recording: what each kind has to say, what the database refuses, what is forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.outreach.conftest import NOW, Record

from tabayyun.desk.outreach import operations
from tabayyun.desk.outreach.models import Activity, Kind, Province, Region, School
from tabayyun.desk.outreach.operations.rules import phase_of, school_year_of
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import AuditEntry, User

pytestmark = pytest.mark.django_db


def test_the_country_is_loaded_once_and_corrected_afterwards():
    assert operations.load_places() == 87
    Province.objects.filter(code="MA-FES").update(name_fr="Fez")
    assert operations.load_places() == 0
    assert Province.objects.get(code="MA-FES").name_fr == "Fès"
    assert Region.objects.count() == 12
    assert Province.objects.filter(is_prefecture=True).count() == 13
    assert not Province.objects.filter(name_ar="").exists()
    tiles = set(Region.objects.values_list("map_column", "map_row"))
    assert len(tiles) == 12


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_is_recorded_and_audited(record: Record, kind: Kind):
    activity = record(kind)
    assert activity.region.code == "MA-03"
    assert [entry.verb for entry in audit.of(activity)] == ["outreach.recorded"]


def test_a_session_knows_its_year_phase_and_place(record: Record):
    session = record(Kind.SCHOOL, held_on=date(2021, 10, 4))
    assert (session.school_year, session.phase) == ("2021-2022", 1)
    assert session.province is not None
    assert session.province.code == "MA-FES"
    assert record(Kind.SCHOOL, held_on=date(2022, 5, 4)).phase == 2
    assert record(Kind.SCHOOL, held_on=date(2022, 5, 5), phase=1).phase == 1


@given(st.dates(date(1991, 1, 1), date(2099, 1, 1)))
def test_every_day_is_in_one_school_year_and_phase(day: date):
    first, last = map(int, school_year_of(day).split("-"))
    assert last == first + 1
    assert date(first, 9, 1) <= day < date(last, 9, 1)
    assert phase_of(day) == (1 if day < date(last, 2, 1) else 2)


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [
        (Kind.SCHOOL, {"school_id": None}, "missing"),
        (Kind.SCHOOL, {"participants": None}, "missing"),
        (Kind.SCHOOL, {"school_year": "2021"}, "not a school year"),
        (Kind.SCHOOL, {"school_year": "2021-2023"}, "not a school year"),
        (Kind.SCHOOL, {"school_year": "2019-2020"}, "is not in the school year"),
        (Kind.MEETING, {"association_id": None}, "missing"),
        (Kind.MEETING, {"region_id": None}, "missing"),
        (Kind.UNION, {"held_on": date(2023, 3, 2)}, "after it took place"),
        (Kind.CHILD, {"consent_on": None}, "missing"),
        (Kind.CHILD, {"consent_reference": ""}, "missing"),
        (Kind.CHILD, {"consent_on": date(2022, 3, 11)}, "after the visit"),
        (Kind.CHILD, {"child_age": 18}, "at most 17"),
    ],
)
def test_what_is_refused(record: Record, kind: Kind, wrong: dict[str, Any], said: str):
    with pytest.raises(Refused, match=said):
        record(kind, **wrong)
    assert not Activity.objects.exists()


def test_places_that_contradict_each_other(record: Record, school: School):
    rabat = Province.objects.get(code="MA-RAB")
    with pytest.raises(Refused, match="another province"):
        record(Kind.SCHOOL, province_id=rabat.pk)
    with pytest.raises(Refused, match="another region"):
        record(Kind.MEETING, province_id=rabat.pk)


def test_the_same_activity_is_recorded_once(record: Record):
    record(Kind.SCHOOL)
    with pytest.raises(Refused, match="recorded already"):
        record(Kind.SCHOOL, participants=41)
    record(Kind.SCHOOL, label="2/3")
    with pytest.raises(Refused, match="recorded already"):
        record(Kind.SCHOOL, label="٢ / ٣")


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        (Kind.CHILD, {"consent_on": None}),
        (Kind.CHILD, {"consent_reference": ""}),
        (Kind.CHILD, {"consent_on": date(2022, 3, 11)}),
        (Kind.CHILD, {"purged_at": NOW}),
        (Kind.MEETING, {"child_name": "س"}),
        (Kind.MEETING, {"association": None}),
        (Kind.MEETING, {"school_year": "2021-2022"}),
        (Kind.SCHOOL, {"phase": None}),
        (Kind.SCHOOL, {"phase": 3}),
        (Kind.SCHOOL, {"participants": None}),
        (Kind.SCHOOL, {"kind": "unknown"}),
        (Kind.UNION, {"union": None}),
        (Kind.FILM, {"company": None}),
    ],
)
def test_the_database_itself_refuses(record: Record, kind: Kind, broken: dict[str, Any]):
    activity = record(kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(**broken)


def test_editing_keeps_what_is_not_said(record: Record, officer: User):
    activity = record(Kind.SCHOOL, notes="ملاحظة")
    operations.edit(activity=activity, participants=55, by=officer, now=NOW)
    activity.refresh_from_db()
    assert (activity.participants, activity.notes, activity.edited_at) == (55, "ملاحظة", NOW)
    other = record(Kind.SCHOOL, label="x")
    with pytest.raises(Refused, match="recorded already"):
        operations.edit(activity=other, label="", by=officer, now=NOW)


def test_removing_needs_a_reason_and_leaves_a_trace(record: Record, officer: User):
    activity = record(Kind.UNION)
    with pytest.raises(Refused, match="why"):
        operations.remove(activity=activity, reason=" ", by=officer, now=NOW)
    operations.remove(activity=activity, reason="مكرر", by=officer, now=NOW)
    assert not Activity.objects.exists()
    assert AuditEntry.objects.get(verb="outreach.removed").data["reason"] == "مكرر"


def test_a_child_is_forgotten_and_the_consent_stays(record: Record, officer: User):
    visit = record(Kind.CHILD, held_on=date(2022, 12, 1), notes="لبس زيا")
    assert operations.purge_children(now=NOW - timedelta(days=1)) == 0
    assert operations.purge_children(now=NOW + timedelta(days=1)) == 1
    visit.refresh_from_db()
    assert (visit.child_name, visit.child_age, visit.notes) == ("", None, "")
    assert visit.consent_reference == "C-1"
    assert operations.purge_children(now=NOW + timedelta(days=2)) == 0
    with pytest.raises(Refused, match="forgotten"):
        operations.edit(activity=visit, child_name="سعد", by=officer, now=NOW)
    told = [str(entry.data) for entry in AuditEntry.objects.all()]
    assert not any(word in data for word in ("س.", "لبس زيا") for data in told)
