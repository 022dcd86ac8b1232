"""The course of a content, bursts and forecasts, on processes whose truth is known."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.spread import burst, course, forecast
from tabayyun.engine.spread.counts import at_least, quantile

HOUR = 3600.0


def fading(draw, first, half_life, until):
    """Copies of a process that begins with ``first`` an hour and halves every ``half_life`` seconds."""
    came, at = [0.0], 0.0
    while True:
        at += draw.expovariate(first / HOUR)
        if at > until:
            return came
        if draw.random() < 0.5 ** (at / half_life):
            came.append(at)


def test_the_course_tells_copies_sources_and_the_fastest_hour():
    times = [0.0, *(5 * HOUR + 60 * n for n in range(20)), *(6.5 * HOUR + 600 * n for n in range(6))]
    found = course(times, [1] * 20 + [2] * 7, 8 * HOUR)
    assert (found.copies, found.sources, found.fastest) == (27, 2, 20)
    assert found.fastest_ago == 3 * HOUR
    assert (found.last_quarter, found.last_hour, found.two_hours_before) == (0, 2, 23)
    assert found.half_life == pytest.approx(0.5 * HOUR + 1500)


def test_a_half_life_is_near_the_true_one_and_absent_while_it_is_too_early():
    draw = random.Random(4)
    found = [course(fading(draw, 60, 3 * HOUR, 48 * HOUR), [1], 48 * HOUR).half_life for _ in range(40)]
    assert sum(found) / 40 == pytest.approx(3 * HOUR, rel=0.25)
    assert course([0.0, 10.0, 20.0], [1, 1, 1], 60.0).half_life is None


def test_a_content_without_a_copy_has_no_course():
    with pytest.raises(ValueError, match="at least one copy"):
        course([], [], 0.0)


@pytest.mark.parametrize("half_life", [1, 3, 12])
def test_the_interval_of_the_forecast_holds_the_truth_of_fading_processes(half_life):
    draw = random.Random(half_life)
    held = 0
    for _ in range(200):
        came = fading(draw, draw.choice([5, 20, 80]), half_life * HOUR, 10 * HOUR)
        now = draw.uniform(3 if half_life > 3 else 0.5, 7) * HOUR
        found = forecast(course([at for at in came if at <= now], [1], now))
        held += found.low <= sum(now < at <= now + 2 * HOUR for at in came) <= found.high
    assert held / 200 >= 0.75


def test_more_of_late_means_more_to_come_and_silence_little():
    busy = forecast(course([n * 30.0 for n in range(100)], [1], 3000.0))
    quiet = forecast(course([n * 30.0 for n in range(100)], [1], 200 * HOUR))
    assert busy.low < busy.expected < busy.high
    assert quiet.expected < 1
    assert quiet.low == 0


def test_the_same_rise_is_unusual_at_night_and_usual_at_noon():
    assert burst(12, share=0.05, usual=10).unusual
    assert not burst(12, share=0.05, usual=200).unusual
    assert not burst(3, share=0.0, usual=0).unusual


def test_bursts_are_rare_where_nothing_happens():
    draw = random.Random(1)
    said = 0
    for _ in range(3000):
        mean = draw.choice([0.5, 2.0, 8.0])
        weight = draw.gammavariate(2.0, mean / 2.0)
        copies = sum(1 for _ in iter(lambda w=weight: _arrives(draw, w), False))
        said += burst(copies, share=mean / 100, usual=100).unusual
    assert said / 3000 < 0.005


def _arrives(draw, weight):
    """One more copy of a Poisson count, drawn step by step."""
    left = getattr(draw, "left", None)
    if left is None:
        left = 1.0
    draw.left = left - draw.expovariate(weight)
    if draw.left > 0:
        return True
    draw.left = None
    return False


@given(st.floats(0, 300), st.floats(0.2, 20), st.floats(0.01, 0.99))
def test_a_quantile_and_its_probability_agree(mean, size, share):
    number = quantile(mean, size, share)
    assert 1 - at_least(number + 1, mean, size) >= share - 1e-6
    assert number == 0 or 1 - at_least(number, mean, size) < share + 1e-6


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=50), st.floats(0, 1e9))
def test_any_times_give_a_course_and_a_forecast(times, now):
    found = course(times, [1] * len(times), now)
    told = forecast(found)
    assert 0 <= found.last_quarter <= found.last_hour <= found.copies
    assert 0 <= told.low <= told.high
    assert math.isfinite(told.expected)
