"""A post whose letters are disguised is compared by what it means, not by what its letters look like."""

from __future__ import annotations

import random

import pytest
from tests.engine.text.tricks import TRICKS

from tabayyun.engine.claims.terms import Asked
from tabayyun.engine.text import normalise
from tabayyun.engine.text.disguises import is_disguised

POSTS = (
    "عاجل: إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير والسلطات تتكتم على الخبر",
    "URGENT: the open days in the city of Fez are cancelled because of a serious threat",
)
SEEN = (
    "letters spaced in all words",
    "dots between letters",
    "underscores between letters",
    "letters drawn out",
    "zalgo",
    "a mark on every letter",
    "unseen characters between letters",
)


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("trick", SEEN)
def test_what_is_under_a_disguise_is_encoded_too(post: str, trick: str) -> None:
    text = TRICKS[trick](post, random.Random(2))
    assert is_disguised(text)
    assert normalise(text) in Asked(text).wordings()


@pytest.mark.parametrize(
    "text", [*POSTS, "", "😀😀😀😀😀", "أهلاً وسهلاً بكم جميعاً", "U.S.A. 100,000", "1111 … ----"]
)
def test_ordinary_texts_are_encoded_as_they_stand(text: str) -> None:
    assert not is_disguised(text)
    assert Asked(text).wordings() == [text]
