"""Which line holds the headings, and which column is which."""

from __future__ import annotations

import pytest
from tests.kit.sheets.conftest import UNITS

from tabayyun.kit.sheets.headings import (
    REASON,
    guessed,
    guessed_header,
    headings,
    remembered,
    signature,
    to_remember,
)
from tabayyun.kit.sheets.reading import Grid, Line


def grid(*rows: tuple[str | None, ...]) -> Grid:
    return Grid("s", tuple(Line(number, row) for number, row in enumerate(rows, 1)))


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("Name", "E-mail", "Language"), {"name": 0, "email": 1, "language": 2}),
        (("courriel", "dénomination"), {"email": 0, "name": 1}),
        (("البريد الالكتروني", "إسم الوحدة"), {"email": 0, "name": 1}),
        (("رقم", "اسم الوحدة الترابية", "ملاحظات"), {"name": 1}),
        (("Name", "Name"), {"name": 0}),
        (("a", "b"), {}),
        ((None, None), {}),
    ],
)
def test_headings_in_any_language_and_order(heads: tuple[str, ...], expected: dict[str, int]):
    assert guessed(headings(grid(heads, ("x",) * len(heads)), 1), UNITS) == expected


def test_titles_above_the_headings_are_passed_over():
    sheet = grid(
        ("المملكة المغربية",), ("لائحة الوحدات", "لائحة الوحدات"), ("اسم الوحدة", "البريد"), ("أ", "a@x")
    )
    assert guessed_header(sheet, UNITS) == 3
    assert guessed_header(grid(("x", "y"), ("1", "2")), UNITS) == 1


def test_each_column_shows_its_letter_and_an_example():
    found = headings(grid(("h1", None, "h3"), (None, None, "v")), 1)
    assert [(one.letter, one.text, one.example) for one in found] == [("A", "h1", ""), ("C", "h3", "v")]
    assert headings(grid(("x",) * 28), 0)[27].letter == "AB"


def test_what_was_chosen_is_known_again_in_another_order():
    first = headings(grid(("أ", "ب", "أ")), 1)
    chosen = {"name": 2, "email": 1}
    again = headings(grid(("ب", "أ", "أ", str(REASON))), 1)
    assert signature(first) == signature(again)
    assert remembered(again, to_remember(first, chosen)) == {"name": 2, "email": 0}
    assert signature(first) != signature(headings(grid(("أ", "ب")), 1))
