"""The highest of many numbers, as sorting gives them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.highest import highest


@given(st.lists(st.integers(-3, 40), max_size=400), st.integers(1, 6))
def test_the_highest_are_those_that_sorting_finds(values, top):
    positive = sorted((value for value in values if value > 0), reverse=True)
    least = positive[top - 1] if len(positive) >= top else 1
    expected = [place for place, value in enumerate(values) if value >= least and value > 0]
    assert highest(np.array(values, float), top).tolist() == expected
