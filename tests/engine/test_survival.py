"""Waits, with those that have not ended. The expected figures are worked out by hand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.survival import Duration, Step, curve, mean_of_ended, quantile, share_ended


def waits(text: str) -> list[Duration]:
    """«3 5+»: one wait that ended at 3, one still open at 5."""
    return [Duration(float(word.rstrip("+")), not word.endswith("+")) for word in text.split()]


def test_without_open_waits_the_curve_is_the_share_still_waiting() -> None:
    assert curve(waits("1 2 3 4")) == [Step(1, 0.75), Step(2, 0.5), Step(3, 0.25), Step(4, 0.0)]


def test_freireich_1963_treatment_arm() -> None:
    """Remission in weeks under 6-MP, the textbook example: at risk 21, 17, 15, 12, 11, 7, 6."""
    steps = curve(waits("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"))
    assert [step.length for step in steps] == [6, 7, 10, 13, 16, 22, 23]
    by_hand = [18 / 21]
    for at_risk in (17, 15, 12, 11, 7, 6):
        by_hand.append(by_hand[-1] * (at_risk - 1) / at_risk)
    assert [step.waiting for step in steps] == pytest.approx(by_hand)
    assert round(steps[-1].waiting, 3) == 0.448
    assert quantile(steps, 0.5) == 23


def test_an_open_wait_at_the_same_length_still_counts_as_at_risk() -> None:
    assert curve(waits("2 2+ 3")) == [Step(2, pytest.approx(2 / 3)), Step(3, pytest.approx(0))]


def test_a_quantile_that_is_not_reached_is_none() -> None:
    steps = curve(waits("1 5+ 5+ 5+"))
    assert quantile(steps, 0.25) == 1
    assert quantile(steps, 0.5) is None


def test_nine_in_ten_is_reached_in_spite_of_rounding() -> None:
    """9/10 · 8/9 · … · 1/2 is one tenth, and a little more in binary."""
    steps = curve(waits("1 2 3 4 5 6 7 8 9 10"))
    assert quantile(steps, 0.9) == 9


def test_open_waits_make_the_median_longer_than_the_mean_of_the_ended_ones() -> None:
    durations = waits("1 2 3 10+ 10+")
    assert mean_of_ended(durations) == 2
    assert quantile(curve(durations), 0.5) == 3


def test_nothing_at_all() -> None:
    assert curve([]) == []
    assert quantile([], 0.5) is None
    assert mean_of_ended(waits("3+")) is None


durations = st.lists(st.builds(Duration, st.floats(0, 1e6), st.booleans()), max_size=60)


@given(durations)
def test_the_curve_only_falls_between_one_and_nought(drawn: list[Duration]) -> None:
    shares = [1.0, *(step.waiting for step in curve(drawn))]
    assert all(before >= after >= -1e-12 for before, after in itertools.pairwise(shares))


@given(durations)
def test_an_open_wait_more_never_shortens_the_median(drawn: list[Duration]) -> None:
    longest = max((duration.length for duration in drawn), default=0.0)
    before = quantile(curve(drawn), 0.5)
    after = quantile(curve([*drawn, Duration(longest + 1, ended=False)]), 0.5)
    assert after is None or (before is not None and after >= before)


def test_the_share_that_has_ended_counts_open_waits_as_open() -> None:
    steps = curve(
        [Duration(1, ended=True), Duration(2, ended=False), Duration(4, ended=True), Duration(9, ended=False)]
    )
    assert share_ended(steps, 0.5) == 0
    assert share_ended(steps, 1) == 0.25
    assert share_ended(steps, 5) == pytest.approx(0.625)
