"""The figures of the report, with the rows they count: nothing twice, nothing from another period."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.desk.outreach.conftest import NOW, Record

from tabayyun.desk.outreach import operations, queries
from tabayyun.desk.outreach.models import Activity, Company, Kind, Province, Region, School, Union
from tabayyun.kit.models import User

DAYS = st.dates(date(2021, 9, 1), date(2022, 8, 31))
YEAR = {"start": date(2022, 1, 1), "end": date(2022, 12, 31)}


@pytest.mark.django_db
def test_a_school_counts_once_in_its_year_and_once_in_each_phase(record: Record, fez: Province):
    other = School.objects.create(code="FES-002", name_ar="ثانوية", province=fez)
    record(Kind.SCHOOL, held_on=date(2021, 11, 2), participants=30)
    record(Kind.SCHOOL, held_on=date(2021, 11, 2), participants=20, label="2")
    record(Kind.SCHOOL, held_on=date(2022, 4, 2), participants=10)
    record(Kind.SCHOOL, held_on=date(2022, 4, 2), participants=5, school_id=other.pk)
    record(Kind.SCHOOL, held_on=date(2022, 10, 2), participants=7)
    whole = {"school_year": "2021-2022"}
    assert (queries.pupils(**whole).value, queries.schools(**whole).value) == (65, 2)
    assert (queries.pupils(**whole, phase=1).value, queries.schools(**whole, phase=1).value) == (50, 1)
    assert (queries.pupils(**whole, phase=2).value, queries.schools(**whole, phase=2).value) == (15, 2)
    assert queries.pupils(**whole).rows.count() == 4
    assert queries.pupils(school_year="2019-2020").value == 0


@pytest.mark.django_db
def test_bodies_and_companies_count_once_however_often_they_came(record: Record):
    other = Union.objects.create(code="UN-2", name_ar="نقابة التعليم")
    second = Company.objects.create(code="CO-2", name_fr="Atlas Films")
    record(Kind.UNION)
    record(Kind.UNION, held_on=date(2022, 5, 1))
    record(Kind.UNION, union_id=other.pk)
    record(Kind.UNION, union_id=other.pk, held_on=date(2021, 12, 31))
    record(Kind.FILM, place="Fès")
    record(Kind.FILM, place="Sefrou")
    record(Kind.FILM, company_id=second.pk, held_on=date(2021, 1, 1))
    record(Kind.MEETING)
    record(Kind.MEETING, label="2")
    record(Kind.CHILD)
    assert queries.unions_received(**YEAR).value == 2
    assert queries.unions_received(**YEAR).rows.count() == 3
    assert queries.companies_supported(**YEAR).value == 1
    assert queries.meetings(**YEAR).value == 2
    assert queries.associations_met(**YEAR).value == 1
    assert queries.children(**YEAR).value == 1
    operations.purge_children(now=NOW)
    assert queries.children(**YEAR).value == 1


class TestCounting(TestCase):
    """For any sessions: the sum is the sum, and schools are as many as there are different ones."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(0, 2), st.dates(date(2021, 9, 1), date(2022, 8, 31)), st.integers(0, 500))
        )
    )
    def test_pupils_and_schools(self, drawn: list[tuple[int, date, int]]) -> None:
        region = Region.objects.create(code="R", name_ar="ج")
        fez, by = (
            Province.objects.create(code="P", name_ar="إ", region=region),
            User.objects.create(username="x"),
        )
        schools = [School.objects.create(code=f"S{n}", name_ar="م", province=fez) for n in range(3)]
        for number, (which, day, count) in enumerate(drawn):
            operations.record(
                kind=Kind.SCHOOL, held_on=day, school_id=schools[which].pk, participants=count,
                label=f"n{number}", by=by, now=NOW,
            )  # fmt: skip
        year = {"school_year": "2021-2022"}
        assert queries.pupils(**year).value == sum(count for _w, _d, count in drawn)
        assert queries.schools(**year).value == len({which for which, _d, _c in drawn})
        phases = [queries.pupils(**year, phase=phase).value for phase in (1, 2)]
        assert sum(phases) == queries.pupils(**year).value
        assert Activity.objects.count() == len(drawn)
