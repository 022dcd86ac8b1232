"""Spreadsheets of field services into activities and directories, and back."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.desk.outreach.conftest import NOW, Record
from tests.kit.sheets.conftest import workbook

from tabayyun.desk.outreach import operations, queries
from tabayyun.desk.outreach.models import Activity, Association, Kind, Province, School
from tabayyun.desk.outreach.operations.importing import ACTIVITIES, DIRECTORIES
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.sheets import operations as sheets
from tabayyun.kit.sheets.checking import Bad, check
from tabayyun.kit.sheets.models import Import
from tabayyun.kit.sheets.reading import Grid, Line, Unreadable
from tabayyun.kit.sheets.tables import Table

pytestmark = pytest.mark.django_db
SESSIONS = ACTIVITIES[Kind.SCHOOL]


def imported(table: Table, by: User, *rows: tuple[Any, ...]) -> Import:
    source = sheets.upload(table=table, name="x.xlsx", data=workbook(rows), by=by, now=NOW)
    sheets.choose_columns(source=source, columns=source.columns)
    return sheets.carry_out(source=source, by=by, now=NOW)


def reasons(source: Import) -> dict[int, list[str]]:
    return {bad.number: [f"{f.column}: {f.sentence}" for f in bad.faults] for bad in map(Bad.of, source.bad)}


HEADS = ("المؤسسة", "تاريخ الحصة", "المستوى", "موضوع الحصة", "عدد التلاميذ", "القسم")


def test_a_messy_sheet_of_sessions(officer: User, school: School):
    source = imported(
        SESSIONS,
        officer,
        ("حصيلة الحصص التحسيسية",),
        HEADS,
        ("مدرسة الأطلس", datetime(2021, 10, 5), "ابتدائي", "السلامة الطرقية", "٤٢", "أ"),  # noqa: DTZ001
        ("fes-001", "6/10/2021", "primaire", "المخدّرات", 38.0, "ب"),
        ("مدرسة الاطلص", "7/10/2021", "ابتدائي", "السلامة الطرقية", 10, "ج"),
        ("École inconnue", "31/2/2022", "?", "السلامة الطرقية", "كثير", "د"),
        (None, None, None, None, None, None),
        ("FES-001", "8/10/2021", "ابتدائي", "السلامة الطرقية", 99_999, ""),
    )
    assert source.header == 2
    assert (source.created, source.refused) == (2, 3)
    sessions = list(Activity.objects.order_by("held_on"))
    assert [(s.participants, s.topic, s.level, s.school_year, s.phase) for s in sessions] == [
        (42, "road", "primary", "2021-2022", 1),
        (38, "drugs", "primary", "2021-2022", 1),
    ]
    assert {s.region.code for s in sessions} == {"MA-03"}
    said = reasons(source)
    assert said[5] == ["school_id: «مدرسة الاطلص» is not in the directory. Did you mean «مدرسة الأطلس»?"]
    # What is wrong in the cells, and what is in no directory, at once.
    assert [reason.split(":")[0] for reason in said[6]] == ["held_on", "level", "participants", "school_id"]
    assert "more than 5000" in said[8][0]


def test_overlapping_files_double_nothing_and_corrections_are_taken(officer: User, school: School):
    first = ("FES-001", "5/10/2021", "ابتدائي", "السلامة الطرقية", 40, "أ")
    second = ("FES-001", "6/10/2021", "ابتدائي", "السلامة الطرقية", 30, "أ")
    imported(SESSIONS, officer, HEADS, first)
    again = imported(SESSIONS, officer, HEADS, (*first[:4], 44, "أ"), second)
    assert (again.created, again.changed) == (1, 1)
    assert queries.pupils(school_year="2021-2022").value == 74
    sheets.undo(source=again, by=officer, now=NOW)
    assert queries.pupils(school_year="2021-2022").value == 40


def test_what_was_typed_is_known_to_an_import(record: Record, officer: User):
    record(Kind.MEETING, participants=12, notes="بالكتابة")
    heads = ("التاريخ", "الجمعية", "الجهة", "عدد المشاركين")
    source = imported(
        ACTIVITIES[Kind.MEETING], officer, heads, ("10/03/2022", "جمعية السلامة", "جهة فاس مكناس", 15)
    )
    assert (source.created, source.changed) == (0, 1)
    meeting = Activity.objects.get()
    assert (meeting.participants, meeting.notes) == (15, "بالكتابة")
    assert meeting.edited_at == NOW


def test_a_visit_without_consent_stays_out(officer: User, places: None):
    heads = ("التاريخ", "الجهة", "الاسم", "السن", "تاريخ الإذن", "رقم الإذن")
    source = imported(
        ACTIVITIES[Kind.CHILD],
        officer,
        heads,
        ("10/03/2022", "فاس-مكناس", "س.", 9, "01/03/2022", "C-1"),
        ("10/03/2022", "فاس-مكناس", "ع.", 8, None, None),
        ("10/03/2022", "فاس-مكناس", "ن.", 8, "11/03/2022", "C-2"),
        ("10/03/2022", "فاس-مكناس", "م.", 40, "01/03/2022", "C-3"),
    )
    assert (source.created, source.refused) == (1, 3)
    assert "after the visit" in reasons(source)[4][0]
    operations.purge_children(now=NOW)
    with pytest.raises(Refused, match="edited"):
        sheets.undo(source=source, by=officer, now=NOW)


def test_unions_and_companies(record: Record, officer: User):
    heads = ("date", "syndicat", "région")
    rows = [("10/03/2022", "نقابة النقل", "Fès-Meknès"), ("11/03/2022", "un-1", "MA-03")]
    assert imported(ACTIVITIES[Kind.UNION], officer, heads, *rows).created == 2
    heads = ("date", "société de production", "région", "lieu")
    assert (
        imported(
            ACTIVITIES[Kind.FILM], officer, heads, ("10/03/2022", "Films du Sud", "MA-03", "Fès")
        ).created
        == 1
    )
    year = {"start": date(2022, 1, 1), "end": date(2022, 12, 31)}
    assert queries.unions_received(**year).value == queries.companies_supported(**year).value == 1


def test_schools_by_spreadsheet_and_two_of_one_name(officer: User, places: None):
    heads = ("رمز المؤسسة", "الاسم", "الإقليم")
    rows = [
        ("1A", "ثانوية ابن خلدون", "إقليم صفرو"),
        ("2A", "ثانوية ابن خلدون", "فاس"),
        ("3A", "", "فاس"),
        ("4A", "x", ""),
    ]
    data = workbook([heads, *rows])
    source = sheets.upload(table=DIRECTORIES["schools"].table, name="x", data=data, by=officer, now=NOW)
    assert source.columns == {"code": 0, "name_ar": 1, "province_id": 2}
    sheets.carry_out(source=source, by=officer, now=NOW)
    assert School.objects.count() == 2
    assert [reason[0].split(":")[0] for reason in reasons(source).values()] == ["name_ar", "province_id"]
    line = ("ثانوية ابن خلدون", "5/10/2021", "تأهيلي", "أخرى", 40, "")
    several = sheets.upload(table=SESSIONS, name="x", data=workbook([HEADS, line]), by=officer, now=NOW)
    assert "write the code" in sheets.checked_of(several).bad[0].faults[0].sentence
    imported(SESSIONS, officer, (*HEADS, "الإقليم"), (*line, "صفرو"))
    assert Activity.objects.get().school == School.objects.get(code="1A")
    with pytest.raises(Refused, match="depend"):
        sheets.undo(source=source, by=officer, now=NOW)


def test_a_directory_of_associations(officer: User, places: None):
    heads = ("الرمز", "اسم الجمعية", "الجهة")
    imported(
        DIRECTORIES["associations"].table,
        officer,
        heads,
        ("A1", "جمعية", "الشرق"),
        ("A2", "أخرى", "Oriental"),
    )
    assert set(Association.objects.values_list("region__code", flat=True)) == {"MA-02"}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize(
    "table", [*ACTIVITIES.values(), *(d.table for d in DIRECTORIES.values())], ids=lambda t: t.key
)
def test_the_headings_of_each_language_are_understood(table: Table, language: str, officer: User):
    with translation.override(language):
        heads = tuple(str(column.label) for column in table.columns)
    data = workbook([heads, ["x"] * len(heads)])
    source = sheets.upload(table=table, name="x.xlsx", data=data, by=officer, now=NOW)
    assert source.columns == {column.name: place for place, column in enumerate(table.columns)}


def test_province_names_are_all_found(places: None):
    from tabayyun.desk.outreach.operations.importing.lookups import lookup

    found = lookup(Province)
    for province in Province.objects.all():
        for written in (province.name_ar, province.name_fr, province.code, f"إقليم {province.name_ar}"):
            assert found.find(written, "province_id") == province.pk


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.just(Unreadable("This is missing.")),
    st.sampled_from(["FES-001", "فاس", "5/10/2021", "40", "ابتدائي", "MA-03", "C-1", "2021-2022", "=1"]),
)


class TestAnyCells(TestCase):
    """Whatever stands in a sheet, each line is good or bad, none is lost, and every reason can be said."""

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(list(ACTIVITIES)), st.lists(st.lists(CELLS, min_size=1, max_size=14), max_size=4))
    def test_each_line_is_good_or_bad(self, kind: Kind, rows: list[list[Any]]) -> None:
        lines = tuple(Line(number, tuple(cells)) for number, cells in enumerate(rows, 2))
        table = ACTIVITIES[kind]
        columns = {column.name: place for place, column in enumerate(table.columns)}
        checked = check(table, Grid("s", lines), header=1, columns=columns)
        assert len(checked.good) + len(checked.bad) == len(rows)
        for bad in checked.bad:
            assert all(fault.sentence for fault in bad.faults)
            assert Bad.of(json.loads(json.dumps(bad.as_json()))) == bad
