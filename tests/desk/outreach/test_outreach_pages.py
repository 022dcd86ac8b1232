"""The pages of outreach: who may do what, what comes back, how many queries it takes."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk.outreach.conftest import Record

from tabayyun.desk.outreach import queries
from tabayyun.desk.outreach.models import Activity, Association, Kind, School
from tabayyun.desk.outreach.operations.importing import ACTIVITIES
from tabayyun.kit.models import Role, User
from tabayyun.kit.sheets.models import Import
from tabayyun.kit.sheets.reading import read

pytestmark = pytest.mark.django_db
NASTY = '<script>alert(1)</script>\u202e" onload=x'
As = Callable[[str], Client]
MAY = {Role.OFFICER, Role.PRESS, Role.SPOKESPERSON}


@pytest.fixture
def as_role(client: Client) -> As:
    def log_in(role: str) -> Client:
        client.force_login(User.objects.get_or_create(username=role, defaults={"role": role})[0])
        client.cookies["tabayyun_language"] = "en"
        return client

    return log_in


def url(name: str, *args: object) -> str:
    return reverse(f"outreach:{name}", args=args)


TYPED: dict[Kind, dict[str, Any]] = {
    Kind.SCHOOL: {
        "held_on": "2022-03-10",
        "school_id": "مدرسة الاطلس",
        "participants": "٤٢",
        "level": "primary",
    },
    Kind.MEETING: {"held_on": "10/03/2022", "association_id": "AS-1", "region_id": "MA-03", "topic": "road"},
    Kind.UNION: {"held_on": "2022-03-10", "union_id": "UN-1", "region_id": "MA-03"},
    Kind.CHILD: {
        "held_on": "2022-03-10",
        "region_id": "MA-03",
        "child_name": "س.",
        "child_age": "9",
        "consent_on": "2022-03-01",
        "consent_reference": "C-1",
    },
    Kind.FILM: {"held_on": "2022-03-10", "company_id": "CO-1", "province_id": "MA-FES"},
}


@pytest.mark.parametrize("kind", list(ACTIVITIES))
def test_each_kind_by_hand(as_role: As, record: Record, kind: Kind):
    client = as_role(Role.OFFICER)
    assert client.get(url("new", kind.value)).status_code == 200
    response = client.post(url("new", kind.value), TYPED[kind])
    assert response.status_code == 302, response.context["form"].errors
    activity = Activity.objects.get()
    assert activity.region.code == "MA-03"
    assert response.headers["Location"] == url("activity", activity.pk)
    assert "The activity is recorded." in client.get(url("activity", activity.pk)).content.decode()
    assert client.post(url("new", kind.value), TYPED[kind]).status_code == 422
    shown = client.get(url("edit", activity.pk)).context["form"]
    again = {name: shown[name].value() or "" for name in shown.fields}
    again |= {"notes": NASTY}
    assert client.post(url("edit", activity.pk), again).status_code == 302
    text = client.get(url("activity", activity.pk)).content.decode()
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert client.post(url("remove", activity.pk), {"reason": ""}).status_code == 422
    assert client.post(url("remove", activity.pk), {"reason": "مكرر"}).status_code == 302
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        (Kind.SCHOOL, {"school_id": "مدرسة لا توجد"}, "school_id"),
        (Kind.SCHOOL, {"held_on": "2022-02-30"}, "held_on"),
        (Kind.SCHOOL, {"held_on": "2099-01-01"}, "held_on"),
        (Kind.SCHOOL, {"participants": "-1"}, "participants"),
        (Kind.SCHOOL, {"school_year": "2019-2020"}, "held_on"),
        (Kind.SCHOOL, {"province_id": "MA-RAB"}, "school_id"),
        (Kind.SCHOOL, {"level": "<b>"}, "level"),
        (Kind.SCHOOL, {"label": "س" * 10_000}, "label"),
        (Kind.MEETING, {"region_id": ""}, "region_id"),
        (Kind.MEETING, {"association_id": "a\0b"}, "association_id"),
        (Kind.CHILD, {"consent_reference": ""}, "consent_reference"),
        (Kind.CHILD, {"consent_on": "2022-03-11"}, "consent_on"),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(
    as_role: As, record: Record, kind: Kind, wrong: dict[str, str], field: str
):
    typed = {**TYPED[kind], "notes": "محفوظ", **wrong}
    response = as_role(Role.OFFICER).post(url("new", kind.value), typed)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "محفوظ" in response.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.parametrize("role", Role.values)
def test_each_role_does_what_it_may(as_role: As, record: Record, role: str):
    activity = record(Kind.MEETING)
    client = as_role(role)
    for name, args in [
        ("list", []),
        ("activity", [activity.pk]),
        ("directories", []),
        ("directory", ["schools"]),
    ]:
        assert client.get(url(name, *args)).status_code == 200
    pages = [("new", ["school"]), ("edit", [activity.pk]), ("entry_add", ["schools"])]
    assert {client.get(url(name, *args)).status_code for name, args in pages} == {200 if role in MAY else 403}
    assert (client.post(url("remove", activity.pk)).status_code == 403) == (role not in MAY)


def test_a_child_is_named_only_to_those_who_record(as_role: As, record: Record):
    visit = record(Kind.CHILD)
    for role in Role.values:
        text = as_role(role).get(url("activity", visit.pk)).content.decode()
        assert ("س." in text) == (role in MAY)
        assert "C-1" in text


def test_what_is_not_there(as_role: As, record: Record):
    client = as_role(Role.OFFICER)
    event = record(Kind.OPEN_DAYS)
    for name, args in [
        ("activity", [999]),
        ("new", ["open_days"]),
        ("new", ["x"]),
        ("edit", [event.pk]),
        ("directory", ["x"]),
        ("entry_add", ["x"]),
        ("entry", ["schools", 999]),
        ("export", ["pdf"]),
    ]:
        assert client.get(url(name, *args)).status_code == 404
    assert client.get(url("activity", event.pk)).status_code == 200


def test_filters_narrow_figures_charts_and_lines_alike(as_role: As, record: Record):
    record(Kind.SCHOOL, topic="road")
    record(Kind.SCHOOL, topic="drugs", held_on=date(2022, 4, 2), participants=10)
    record(Kind.MEETING, topic="road")
    client = as_role(Role.AUDITOR)
    for query, expected in [
        ("", 3),
        ("?kind=school", 2),
        ("?topic=road", 2),
        ("?kind=school&topic=road", 1),
        ("?region=MA-03&month=2022-04", 1),
        ("?region=MA-01", 0),
        ("?school_year=2021-2022", 2),
        ("?kind=nonsense&month=2022-99&topic=x&region=<b>&page=-1", 3),
    ]:
        context = client.get(url("list") + query).context
        assert context["summary"].activities == expected, query
        assert sum(tile.value for tile in context["tiles"]) == expected
        assert sum(bar.point.value for bar in context["month_bars"]) == expected
        assert len(context["page"].object_list) == expected
    context = client.get(url("list") + "?kind=school").context
    assert (context["summary"].participants, context["summary"].schools) == (50, 1)


def test_charts_are_drawn_with_points_and_lead_to_their_rows(as_role: As, record: Record):
    """A French or Arabic «1,5» would break the drawing."""
    record(Kind.SCHOOL, topic="road")
    record(Kind.MEETING, topic="drugs", held_on=date(2022, 1, 2))
    client = as_role(Role.OFFICER)
    client.cookies["tabayyun_language"] = "fr"
    text = client.get(url("list")).content.decode()
    assert all("," not in part.split(">")[0] for part in text.split("<rect ")[1:])
    assert text.count('<a href="?region=MA-') == 36
    assert 'href="?month=2022-03"' in text
    assert " style=" not in text


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_time_runs_in_the_reading_direction(as_role: As, record: Record, language: str):
    record(Kind.MEETING, held_on=date(2022, 1, 2))
    record(Kind.MEETING, held_on=date(2022, 3, 2))
    client = as_role(Role.OFFICER)
    client.cookies["tabayyun_language"] = language
    bars = client.get(url("list")).context["month_bars"]
    assert [bar.point.value for bar in bars] == [1, 0, 1]
    assert (bars[0].x > bars[-1].x) == (language == "ar")


def test_years_are_drawn_where_months_would_be_too_many(record: Record):
    for year in (2019, 2020, 2022):
        record(Kind.MEETING, held_on=date(year, 5, 1))
    bars = queries.by_month(Activity.objects.all(), queries.Filters())
    assert [(bar.point.label, bar.point.value) for bar in bars] == [
        ("2019", 1),
        ("2020", 1),
        ("2021", 0),
        ("2022", 1),
    ]


def test_what_is_shown_is_exported_without_the_child(as_role: As, record: Record):
    record(Kind.SCHOOL, topic="road", label="=1+1")
    record(Kind.CHILD, notes="سر")
    client = as_role(Role.AUDITOR)
    for ending in ("csv", "xlsx"):
        lines = read("x", client.get(url("export", ending)).content)[0].lines
        assert len(lines) == 3
        assert {"csv": "'=1+1", "xlsx": "=1+1"}[ending] in lines[2].cells
        assert not any("س." in str(line.cells) or "سر" in str(line.cells) for line in lines)
    text = client.get(url("export", "csv") + "?kind=school").content.decode("utf-8-sig")
    assert len(text.splitlines()) == 2
    assert "École Atlas" in text


def count_queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return len(caught)


def test_the_lists_take_as_many_queries_for_three_lines_as_for_one(as_role: As, record: Record):
    client = as_role(Role.OFFICER)
    pages = [url("list"), url("directory", "associations"), url("export", "csv")]
    first = record(Kind.MEETING, topic="road")
    few = [count_queries(client, page) for page in pages]
    for number in (2, 3):
        other = Association.objects.create(code=f"AS-{number}", name_ar="جمعية", region=first.region)
        record(Kind.MEETING, association_id=other.pk, topic="drugs")
        record(Kind.SCHOOL, label=str(number))
    assert [count_queries(client, page) for page in pages] == few


def test_a_line_of_a_directory(as_role: As, record: Record, school: School):
    client = as_role(Role.PRESS)
    form = {"code": "RAB-1", "name_ar": NASTY, "name_fr": "", "province_id": "MA-RAB"}
    assert client.post(url("entry_add", "schools"), form).status_code == 302
    added = School.objects.get(code="RAB-1")
    assert "<script>" not in client.get(url("directory", "schools") + "?q=RAB").content.decode()
    assert client.get(url("entry", "schools", added.pk)).context["form"]["province_id"].value() == "MA-RAB"
    assert client.post(url("entry", "schools", added.pk), {**form, "name_fr": "École"}).status_code == 302
    for wrong in ({"code": "FES-001"}, {"name_ar": "", "name_fr": ""}, {"province_id": ""}, {"code": ""}):
        assert client.post(url("entry", "schools", added.pk), {**form, **wrong}).status_code == 422
    assert client.post(url("entry_add", "unions"), {"code": "U9", "name_ar": "نقابة"}).status_code == 302


def test_a_record_says_where_it_came_from(as_role: As, record: Record):
    client = as_role(Role.OFFICER)
    file = io.BytesIO("التاريخ,الجمعية,الجهة\n10/03/2022,AS-1,MA-03".encode())
    file.name = "لقاءات.csv"
    client.post(reverse("sheets:new", args=["outreach.meeting"]), {"file": file})
    client.post(reverse("sheets:carry_out", args=["outreach.meeting", Import.objects.get().pk]))
    text = client.get(url("activity", Activity.objects.get().pk)).content.decode()
    assert "Line 2 of the file" in text
    assert "لقاءات.csv" in text
