"""Severity × spread × novelty: each between 0 and 1, each growing with what it stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.findings import Score
from tabayyun.engine.priority import TAU, novelty, priority, severity, spread, spread_rate

shares = st.floats(0, 1)
counts = st.integers(0, 10**9)


def _scores(violence=0.0, threat=0.0, rumour=0.0):
    return {"violent_event": Score(violence), "threat": Score(threat), "rumour": Score(rumour)}


@given(shares, shares, shares)
def test_severity_is_at_least_the_worst_weighted_score(violence, threat, rumour):
    found = severity(_scores(violence, threat, rumour))
    assert max(violence, threat, 0.8 * rumour) - 1e-9 <= found <= 1


def test_nothing_found_is_little_but_not_nothing():
    assert 0 < severity({}) < 0.1


@given(st.floats(0, 1e6), counts, counts, counts)
def test_spread_is_a_share(rate, copies, reposts, sources):
    assert 0 < spread(rate, copies, reposts, sources) <= 1


def test_more_of_anything_spreads_further():
    one = spread(1, 1, 0, 1)
    assert one < spread(5, 1, 0, 1)
    assert one < spread(1, 5, 0, 1)
    assert one < spread(1, 1, 50, 1)
    assert one < spread(1, 1, 0, 3)
    assert spread(60, 300, 3000, 13) == pytest.approx(1.0, abs=0.01)


def test_a_rate_counts_the_copies_of_the_last_hour():
    rate = 0.0
    for minute in range(0, 600, 6):
        rate = spread_rate(rate, (minute - 6) * 60, minute * 60)
    assert rate == pytest.approx(10, rel=0.1)
    assert spread_rate(rate, 0, 10 * TAU) == pytest.approx(1, abs=0.01)


@given(st.lists(st.floats(0, 7200), min_size=2, max_size=8))
def test_the_rate_hardly_depends_on_the_order_of_arrival(times):
    def rate_of(order):
        rate, last = 0.0, order[0]
        for at in order:
            rate, last = spread_rate(rate, last, at), max(last, at)
        return rate

    assert rate_of(times) == pytest.approx(rate_of(sorted(times)))


def test_what_was_answered_or_is_old_is_less_novel():
    assert novelty(None, 0) == 1
    assert novelty(0.9, 0) < novelty(0.5, 0) < 1
    assert novelty(None, 72) == pytest.approx(0.5)
    assert novelty(1.0, 10_000) > 0


@given(shares, shares, shares)
def test_priority_is_a_share(one, two, three):
    assert 0 <= priority(one, two, three) <= min(one, two, three)
