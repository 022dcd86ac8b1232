"""The geometry of charts: inside the drawing, in the reading direction, nothing divided by zero."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.kit.charts import HEIGHT, WIDTH, Point, columns, shares

VALUES = st.lists(st.integers(0, 10**7), max_size=40)


def points(values: list[int]) -> list[Point]:
    return [Point(str(n), f"<{n}>", value, f"?n={n}") for n, value in enumerate(values)]


@pytest.mark.parametrize("language", ["ar", "fr"])
@given(values=VALUES)
def test_columns_stay_inside_and_follow_the_reading_direction(language: str, values: list[int]):
    with translation.override(language):
        bars = columns(points(values))
    assert [bar.point.value for bar in bars] == values
    for bar in bars:
        assert -0.1 <= bar.x <= bar.x + bar.width <= WIDTH + 0.1
        assert bar.y + bar.height == pytest.approx(HEIGHT)
    places = [bar.x for bar in bars]
    assert places == sorted(places, reverse=language == "ar")


@given(VALUES)
def test_shares_are_parts_of_the_longest(values: list[int]):
    bars = shares(points(values))
    assert all(0 <= bar.length <= 100 for bar in bars)
    assert max((bar.length for bar in bars), default=0) == (100 if any(values) else 0)


@pytest.mark.parametrize("drawn", [("kit/columns.html", columns), ("kit/shares.html", shares)])
def test_templates_draw_with_points_and_say_it_in_a_table(drawn: tuple[str, object]):
    template, geometry = drawn
    with translation.override("fr"):
        bars = geometry(points([3, 0, 7]))  # type: ignore[operator]
        text = render_to_string(template, {"bars": bars, "title": "t", "id": "x", "name_head": "n"})
        empty = render_to_string(template, {"bars": []})
    assert all("," not in part.split(">")[0] for part in text.split("<rect ")[1:])
    assert text.count("&lt;2&gt;") == 1
    assert "<table" in text
    assert "<svg" not in empty
