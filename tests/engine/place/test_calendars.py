"""The tabular calendar against dates that were announced in Morocco, and its holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.place.calendars import Hijri, gregorian, hijri, holidays

# As the ministry of Habous announced them.
ANNOUNCED = {
    (1443, 9, 1): date(2022, 4, 3), (1443, 10, 1): date(2022, 5, 2), (1443, 12, 10): date(2022, 7, 10),
    (1444, 9, 1): date(2023, 3, 23), (1444, 10, 1): date(2023, 4, 22), (1444, 12, 10): date(2023, 6, 29),
    (1445, 3, 12): date(2023, 9, 28), (1445, 9, 1): date(2024, 3, 12), (1445, 10, 1): date(2024, 4, 10),
    (1445, 12, 10): date(2024, 6, 17), (1446, 1, 1): date(2024, 7, 8), (1446, 9, 1): date(2025, 3, 2),
    (1446, 10, 1): date(2025, 3, 31), (1446, 12, 10): date(2025, 6, 7), (1447, 3, 12): date(2025, 9, 5),
}  # fmt: skip


@pytest.mark.parametrize(("at", "announced"), ANNOUNCED.items())
def test_the_table_is_within_a_day_of_what_was_announced(at: tuple[int, int, int], announced: date) -> None:
    assert abs(gregorian(Hijri(*at)) - announced) <= timedelta(days=1)


def test_the_epoch() -> None:
    """Meeus, example 9.b: 13 August 1991 is 2 Safar 1412."""
    assert hijri(date(1991, 8, 13)) == Hijri(1412, 2, 2)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_has_one_date(day: date) -> None:
    at = hijri(day)
    assert gregorian(at) == day
    assert 1 <= at.month <= 12
    assert 1 <= at.day <= 30


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2024, 7, 30), ["throne"]),
        (date(2023, 1, 14), []),
        (date(2024, 1, 14), ["amazigh-new-year"]),
        (date(2025, 10, 31), []),
        (date(2026, 10, 31), ["unity"]),
        (date(2024, 6, 17), ["adha"]),
        (date(2024, 6, 16), ["adha"]),
        (date(2024, 6, 15), []),
        (date(1998, 7, 30), []),
    ],
)
def test_holidays(day: date, names: list[str]) -> None:
    assert [one.name for one in holidays(day, day)] == names


def test_a_holiday_of_the_moon_is_never_sure() -> None:
    found = holidays(date(2024, 1, 1), date(2024, 12, 31))
    assert {one.name for one in found if not one.sure} == {"hijri-new-year", "mawlid", "fitr", "adha"}
    assert [one.first for one in found] == sorted(one.first for one in found)


@pytest.mark.parametrize("announced", [(1443, 10, 1), (1444, 12, 10), (1445, 3, 12)])
def test_what_was_announced_lies_in_the_days_that_are_given(announced: tuple[int, int, int]) -> None:
    day = ANNOUNCED[announced]
    assert len(holidays(day, day)) == 1
