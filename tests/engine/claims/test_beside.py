"""Two wordings beside each other: what stands in one only, and what of it decides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabayyun.engine.claims import Piece, beside


def deciding(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.decides]


@pytest.mark.parametrize(
    ("one", "other", "ours", "theirs"),
    [
        ("70 قتيلا في انهيار عمارة بفاس", "7 قتلى في انهيار عمارة بفاس", ["70"], ["7"]),
        ("فيضانات في آسفي سنة 2019", "فيضانات في آسفي سنة 2023", ["2019"], ["2023"]),
        ("افتتاح مستشفى بفاس", "افتتاح مستشفى بمكناس", ["بفاس"], ["بمكناس"]),
        ("the school opens on Monday", "the school does not open on Monday", [], ["not"]),
        ("سبعة قتلى", "7 قتلى", [], []),
        ("100000 dirhams", "100001 dirhams", ["100000"], ["100001"]),
    ],
)
def test_numbers_years_places_and_negation_decide(
    one: str, other: str, ours: list[str], theirs: list[str]
) -> None:
    left, right = beside(one, other)
    assert (deciding(left), deciding(right)) == (ours, theirs)


def test_order_and_inflection_make_no_difference() -> None:
    left, right = beside("المدرسة تغلق الأبواب", "أبواب المدرسة تغلق")
    assert not any(piece.alone for piece in [*left, *right])


@settings(max_examples=50)
@given(st.text(max_size=80), st.text(max_size=80))
def test_every_word_is_there_once_in_its_place(one: str, other: str) -> None:
    for pieces, text in zip(beside(one, other), (one, other), strict=True):
        assert [word for piece in pieces for word in piece.text.split()] == text.split()


@given(st.text(max_size=80))
def test_a_text_is_not_alone_beside_itself(text: str) -> None:
    assert not any(piece.alone for piece in beside(text, text)[0])
