"""Lines in the plane of two times: found at any speed, in pieces, and not in what lies about by chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabayyun.engine.media.alignment import stretches

HOW = {"near": 0.5, "gap": 3.0, "enough": 3}


def piece(begin: float, end: float, offset: float, speed: float = 1.0) -> np.ndarray:
    asked = np.arange(begin, end, 0.5)
    return np.stack([asked, speed * asked + offset])


@settings(max_examples=20, deadline=None)
@given(speed=st.floats(0.9, 1.1), offset=st.floats(-300, 300), seed=st.integers(0, 100))
def test_a_copy_is_found_at_any_speed_among_chance_pairs(speed: float, offset: float, seed: int) -> None:
    chance = np.random.default_rng(seed)
    strays = np.stack([chance.uniform(0, 40, 60), chance.uniform(-400, 400, 60)])
    asked, known = np.concatenate([piece(5, 35, offset, speed), strays], axis=1)
    best = stretches(asked, known, **HOW)[0]
    assert best.speed == pytest.approx(speed, abs=0.02)
    assert best.asked[0] <= 6.5
    assert best.asked[1] >= 33
    assert best.known[0] == pytest.approx(speed * best.asked[0] + offset, abs=1)


def test_what_was_cut_anew_is_told_piece_by_piece() -> None:
    pairs = np.concatenate([piece(0, 10, 40), piece(10, 16, -8), piece(16, 30, 3)], axis=1)
    found = stretches(*pairs, **HOW)
    assert [one.asked for one in found] == [(16.0, 29.5), (0.0, 9.5), (10.0, 15.5)]
    assert [round(one.known[0], 1) for one in found] == [19.0, 40.0, 2.0]


def test_a_hole_ends_a_stretch() -> None:
    pairs = np.concatenate([piece(0, 8, 5), piece(20, 26, 5)], axis=1)
    assert [one.asked for one in stretches(*pairs, **HOW)] == [(0.0, 7.5), (20.0, 25.5)]


def test_two_pairs_are_no_stretch() -> None:
    assert stretches(np.array([1.0, 2.0]), np.array([5.0, 6.0]), **HOW) == []
    assert stretches(np.zeros(0), np.zeros(0), **HOW) == []


def test_a_picture_that_stands_still_is_one_stretch_at_the_speed_it_has() -> None:
    asked, known = np.meshgrid(np.arange(0, 20, 1.0), np.arange(30, 50, 1.0))
    (found,) = stretches(asked.ravel(), known.ravel(), **HOW)
    assert found.speed == pytest.approx(1, abs=0.02)
    assert found.asked == (0.0, 19.0)


def test_json_is_rounded() -> None:
    (found,) = stretches(*piece(0, 4, 1.23456), **HOW)
    assert found.as_dict() == {"query": [0.0, 3.5], "match": [1.23, 4.73], "speed": 1.0}
