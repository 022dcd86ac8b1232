"""Figures are computed from records, each names its rows, and what cannot be computed says why."""

from datetime import date

import pytest
from tests.desk.report.conftest import YEAR

from tabayyun.desk.outreach.models import Activity
from tabayyun.desk.report.figures import REGISTER, Rows, difference, packed, root, unpacked
from tabayyun.desk.report.figures.periods import calendar_year, first_phase, last_school_year
from tabayyun.desk.report.stated import live

pytestmark = pytest.mark.usefixtures("records")


def value(key):
    return REGISTER[key].of(YEAR).value


def test_contents_cases_and_statements_are_counted_in_their_year():
    assert value("violent_contents") == 4
    assert value("violent_contents_examined") == 4
    assert value("cases") == 5
    assert value("statements_of_truth") == 3
    assert value("communiques") == 3  # in two languages it is still one
    assert value("press_items") == 0
    assert REGISTER["communiques"].of(2021).value == 1


def test_open_late_and_closed_cases_count():
    assert (value("cases_disclosed"), value("cases_closed"), value("cases_open")) == (3, 1, 1)
    assert value("cases_disclosed_in_time") == 2
    assert value("time_to_disclosure_mean") == pytest.approx(4)
    # Of five cases three were disclosed: half of all after 6 hours, not after 4 as the three alone say.
    assert value("time_to_disclosure_median") == pytest.approx(6)
    assert (value("mean_time_to_disclosure_low"), value("mean_time_to_disclosure_high")) == (3, 6)


def test_a_quantile_that_was_not_reached_says_so():
    found = REGISTER["time_to_disclosure_p90"].of(YEAR)
    assert found.value is None
    assert "too few" in str(found.note)


def test_a_union_that_came_twice_counts_once():
    found = REGISTER["unions_received"].of(YEAR)
    assert found.value == 1
    assert len(found.lines("")) == 1


def test_the_year_before_is_compared_only_where_there_are_records():
    assert REGISTER["communiques"].of(YEAR).before.value == 1
    assert REGISTER["violent_contents"].of(YEAR).before is None


@pytest.mark.parametrize("key", sorted(REGISTER))
def test_every_figure_agrees_with_the_rows_it_names_or_says_why_it_cannot(key):
    definition = REGISTER[key]
    found = definition.of(YEAR)
    lines = found.lines("salt")
    if found.value is None:
        assert str(found.note)
    elif definition.additive:
        assert sum(line.amount for line in lines) == found.value
    assert definition.name
    assert definition.counts
    assert definition.method


def test_all_fifteen_systems_have_their_figure():
    systems = {definition.system for definition in REGISTER.values()}
    assert {f"S{n}" for n in range(1, 15)} <= systems  # the fifteenth is the report itself


def test_a_changed_record_changes_its_fingerprint_and_no_other():
    rows = Rows(Activity.objects.all(), "held_on", ("participants",), days=True)
    before = rows.lines(calendar_year(YEAR), "s")
    activity = Activity.objects.order_by("pk")[0]
    Activity.objects.filter(pk=activity.pk).update(participants=7)
    after = rows.lines(calendar_year(YEAR), "s")
    found = difference(before, after)
    assert (found.added, found.removed, found.changed) == ([], [], [str(activity.pk)])
    assert root(before) != root(after)
    assert unpacked(packed(after)) == after


def test_fingerprints_depend_on_the_salt():
    figure = REGISTER["violent_contents"].of(YEAR)
    assert live(figure, "a").root != live(figure, "b").root


def test_periods_are_those_of_the_school():
    assert last_school_year(2022).label == "2021/2022"
    assert (first_phase(2022).label, first_phase(2022).end) == ("2022/2023", date(2023, 1, 31))
    assert calendar_year(2022).before == calendar_year(2021)
