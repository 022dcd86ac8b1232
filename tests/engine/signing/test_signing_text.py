"""The canonical form of a text: layout changes nothing, every word does."""

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.signing.errors import MalformedError
from tabayyun.engine.signing.text import canonical, canonical_text, reorders, text_digest

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def test_is_one_labelled_line_for_each_part() -> None:
    text = canonical_text("عنوان", "فقرة\r\n\r\nأخرى", ["واحد", "اثنان"], claim="قيل", verdict="false")
    assert text == (
        "title: عنوان\nbody: فقرة أخرى\nclaim: قيل\nverdict: false\nchecked: واحد\nchecked: اثنان\n"
    )
    assert text_digest("عنوان", "فقرة أخرى", ["واحد", "اثنان"], claim="قيل", verdict="false") == (
        hashlib.sha256(text.encode()).hexdigest()
    )


def test_leaves_out_a_claim_and_a_verdict_that_are_not_there() -> None:
    assert canonical_text("a", "b", []) == canonical_text("a", "b", [], claim=" \u200e", verdict="")
    assert canonical_text("a", "b", []) == "title: a\nbody: b\n"


@given(st.lists(WORDS), st.lists(WORDS))
def test_two_texts_never_share_a_form(one: list[str], other: list[str]) -> None:
    same = [canonical(part) for part in one] == [canonical(part) for part in other]
    assert (canonical_text("t", "b", one) == canonical_text("t", "b", other)) is same


@given(WORDS)
def test_is_stable(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once == unicodedata.normalize("NFC", once)
    assert canonical(unicodedata.normalize("NFD", text)) == once
    assert canonical(f"\r\n {text}\u00a0\t") == once
    assert "\n" not in once


@pytest.mark.parametrize("hidden", ["\u202e", "\u200f", "\x00", "\x1b", "\u2067"])
def test_drops_what_no_page_shows(hidden: str) -> None:
    assert canonical(f"فا{hidden}س") == "فاس"


@pytest.mark.parametrize("kept", ["\u200c", "\u0651", "ـ", "\u200d"])
def test_keeps_what_is_part_of_the_writing(kept: str) -> None:
    assert canonical(f"فا{kept}س") == f"فا{kept}س"


def test_refuses_a_lone_surrogate() -> None:
    with pytest.raises(MalformedError):
        text_digest("\ud800", "b", [])


def test_tells_text_that_reads_in_another_order() -> None:
    assert reorders("ab\u202ecd")
    assert reorders("\u2066")
    assert not reorders("نص\u200f عادي")
