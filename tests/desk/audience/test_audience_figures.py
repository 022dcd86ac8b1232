"""Figures come from readings, name them, and say what they do not cover."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.audience.conftest import NOW

from tabayyun.desk.audience import queries
from tabayyun.desk.audience.models import Account, Reading
from tabayyun.desk.audience.queries.figures import flow_of, whole_months

YEAR = (date(2022, 1, 1), date(2022, 12, 31))


def test_followers_are_those_of_the_last_reading_and_say_which(instagram, measure):
    reading = measure(instagram, "2022-12-20", followers=133_000)
    measure(instagram, "2022-12-25", views=40_000)
    found = queries.followers_on(instagram, YEAR[1])
    assert (found.value, found.reading, found.age) == (133_000, reading, 11)
    assert queries.followers_on(instagram, date(2022, 12, 19)).value is None


def test_less_than_ten_months_after_the_opening(instagram, measure):
    """Opened on 7 March; the first reading with 133,000 is of 31 December: nine months are over."""
    measure(instagram, "2022-11-30", followers=120_500)
    reading = measure(instagram, "2022-12-31", followers=133_000)
    found = queries.months_to(instagram, 133_000)
    assert (found.months, found.reading) == (10, reading)
    assert queries.months_to(instagram, 133_001).months is None


def test_no_opening_day_no_months(twitter, measure):
    measure(twitter, "2022-12-31", followers=434_000)
    assert queries.months_to(twitter, 434_000).months is None


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2022-03-07", "2022-12-31", 9), ("2022-01-31", "2022-02-28", 0), ("2022-01-31", "2022-03-31", 2),
     ("2021-12-31", "2022-01-30", 0), ("2022-05-05", "2022-05-05", 0)],
)  # fmt: skip
def test_whole_months(start, end, months):
    assert whole_months(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_posts_are_the_difference_of_two_totals(twitter, measure):
    measure(twitter, "2021-12-31", posts_total=8_500)
    measure(twitter, "2022-06-30", posts_total=8_800)
    measure(twitter, "2022-12-31", posts_total=9_126)
    found = queries.posts_in(twitter, *YEAR)
    assert (found.value, found.method, found.complete) == (626, "difference", True)
    assert [reading.day.month for reading in found.readings] == [12, 12]


def test_an_account_opened_in_the_period_began_at_zero(instagram, measure):
    reading = measure(instagram, "2022-12-31", posts_total=626)
    found = queries.posts_in(instagram, *YEAR)
    assert (found.value, found.complete, found.readings) == (626, True, [reading])


def test_a_total_that_stands_too_early_or_too_late_leaves_days_open(twitter, measure):
    measure(twitter, "2021-12-01", posts_total=8_000)
    measure(twitter, "2022-01-10", posts_total=8_500)
    measure(twitter, "2022-12-29", posts_total=9_000)
    found = queries.posts_in(twitter, *YEAR)
    assert (found.value, found.days_missing) == (500, 12)
    assert found.missing == [(date(2022, 1, 1), date(2022, 1, 10)), (date(2022, 12, 30), date(2022, 12, 31))]


def test_daily_and_cumulative_readings_are_never_added_to_each_other(twitter, measure):
    for day in (1, 2, 3):
        measure(twitter, f"2022-12-0{day}", views=100, views_total=1_000 * day)
    found = queries.views_in(twitter, date(2022, 12, 1), date(2022, 12, 3))
    assert (found.value, found.method, found.complete) == (300, "daily", True)


def test_the_way_that_leaves_fewer_days_open_is_taken(twitter, measure):
    measure(twitter, "2022-11-30", views_total=1_000)
    measure(twitter, "2022-12-02", views=70)
    measure(twitter, "2022-12-05", views_total=1_500)
    found = queries.views_in(twitter, date(2022, 12, 1), date(2022, 12, 5))
    assert (found.value, found.method, found.complete) == (500, "difference", True)


def test_a_missing_day_is_named_and_nothing_is_put_in_its_place(twitter, measure):
    for day in (1, 2, 4):
        measure(twitter, f"2022-12-0{day}", views=100)
    found = queries.views_in(twitter, date(2022, 12, 1), date(2022, 12, 4))
    assert (found.value, found.complete) == (300, False)
    assert found.missing == [(date(2022, 12, 3), date(2022, 12, 3))]


def test_views_of_several_accounts_are_added_up_and_those_unmeasured_are_named(instagram, twitter, measure):
    readings = [measure(instagram, f"2022-12-0{day}", views=50) for day in (1, 2)]
    found = queries.total_in("views", date(2022, 12, 1), date(2022, 12, 2))
    assert (found.value, found.complete) == (100, False)
    assert (found.readings, found.unmeasured) == (readings, [twitter])


def test_follows_are_added_up_as_follows(instagram, twitter, measure):
    measure(instagram, "2022-12-31", followers=133_000)
    measure(twitter, "2022-12-30", followers=434_000)
    found = queries.follows_on(YEAR[1])
    assert (found.value, found.unmeasured) == (567_000, [])
    assert [standing.age for standing in found.standings] == [0, 1]


def test_growth_begins_at_zero_only_for_an_account_that_was_not_open(instagram, twitter, measure):
    for account in (instagram, twitter):
        measure(account, "2022-12-31", followers=1_000)
    assert queries.growth(instagram, *YEAR).value == 1_000
    assert queries.growth(twitter, *YEAR).value is None
    measure(twitter, "2021-12-31", followers=800)
    found = queries.growth(twitter, *YEAR)
    assert (found.value, found.share) == (200, 0.25)


def test_a_figure_follows_a_correction(instagram, measure):
    measure(instagram, "2022-12-31", followers=13_300)
    measure(instagram, "2022-12-31", followers=133_000, correction="A digit was missing.")
    assert queries.followers_on(instagram, YEAR[1]).value == 133_000


def test_the_chart_dashes_where_nobody_measured(instagram, measure):
    for day in ("2022-04-01", "2022-04-02", "2022-06-01"):
        measure(instagram, day, followers=1_000)
    chart = queries.followers_chart([instagram], *YEAR)
    assert [dashed for _points, dashed in chart.lines[0].strokes] == [False, True, False]
    assert chart.heights[-1].value >= 1_000
    assert queries.followers_chart([], *YEAR) is None


@given(
    st.dictionaries(st.integers(0, 30), st.integers(0, 1_000), max_size=31),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_daily_sums_over_two_parts_are_the_sum_over_the_whole(daily, middle, end):
    first = date(2022, 12, 1)
    middle, end = sorted((middle, end))
    account = Account(pk=1)
    readings = [Reading(account=account, day=first + timedelta(n), views=daily[n]) for n in sorted(daily)]

    def value(start: int, stop: int) -> tuple[int, int]:
        if start > stop:
            return 0, 0
        found = flow_of(account, readings, "views", first + timedelta(start), first + timedelta(stop))
        return found.value or 0, found.days_missing

    whole, parts = value(0, end), (value(0, middle), value(middle + 1, end))
    assert whole == (parts[0][0] + parts[1][0], parts[0][1] + parts[1][1])


def test_months_are_taken_from_the_same_readings_and_say_when_they_are_incomplete(
    instagram, twitter, measure
):
    for day in range(1, 32):
        measure(instagram, f"2022-10-{day:02}", views=10)
    measure(instagram, "2022-12-31", views=7)
    found = queries.monthly("views", date(2022, 10, 1), date(2022, 12, 31), [instagram, twitter])
    assert [(one.first.month, one.value, one.complete) for one in found] == [
        (10, 310, True),
        (11, 0, False),
        (12, 7, False),
    ]
    bars = queries.month_bars(found)
    assert bars[2].point.name == "December 2022 (at least)"


def test_growth_is_drawn_for_accounts_that_grew(instagram, twitter, measure):
    measure(instagram, "2022-12-31", followers=1_000)
    rows = queries.account_rows(*YEAR, now=NOW).rows
    bars = queries.growth_bars([(row.account, row.growth) for row in rows])
    assert [(bar.point.name, bar.point.value) for bar in bars] == [(str(instagram), 1_000)]
