"""A second look orders the nearest claims; how sure a match is stays what it was."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tests.data.meanings import Meanings

from tabayyun.engine.claims import ClaimIndex, Judge, SecondLook
from tabayyun.engine.findings import Claim
from tabayyun.engine.meaning.encoder import Floats
from tabayyun.engine.text import normalise

CLAIMS = [
    Claim(1, "الحكومة تقرر إغلاق المدارس في الرباط", "قرار المدارس"),
    Claim(2, "الحكومة تقرر إغلاق المدارس في الرباط وسلا"),
    Claim(3, "أمطار غزيرة في الشمال"),
]
POST = "الحكومة تقرر إغلاق المدارس في الرباط يوم الاثنين"


class Knows:
    """Thinks that a text is near to what it was told, and counts what it was asked."""

    name, width, axes = "knows", 2, None

    def __init__(self, near: str) -> None:
        self.near, self.asked = near, list[str]()

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([[1, 0] if text in (self.near, POST) else [0.6, 0.8] for text in texts], np.float32)


def index(second: Knows | None) -> ClaimIndex:
    return ClaimIndex(CLAIMS, Meanings(), Judge(second=SecondLook(second) if second else None))


@pytest.mark.parametrize("near", [1, 2])
def test_the_nearest_come_in_the_order_of_the_second_look_and_are_as_sure_as_before(near: int) -> None:
    before = index(None).match(POST)
    after = index(Knows(CLAIMS[near - 1].text)).match(POST)
    assert [match.claim_id for match in after][:2] == [near, 3 - near]
    assert {match.claim_id: match.score for match in after} == {m.claim_id: m.score for m in before}
    assert [m.nearness for m in after] == sorted((m.nearness for m in after), reverse=True)


def test_a_claim_far_behind_is_not_looked_at_and_stays_last() -> None:
    second = Knows(CLAIMS[2].text)
    assert index(second).match(POST)[0].claim_id in (1, 2)
    assert CLAIMS[2].text not in second.asked


def test_a_claim_is_encoded_once_and_a_dialect_not_at_all() -> None:
    second = Knows("")
    found = index(second)
    found.match_many([POST, POST])
    assert sorted(second.asked) == sorted([POST, POST, CLAIMS[0].text, CLAIMS[0].title, CLAIMS[1].text])
    found.match("wach bsse7 ghadi yseddo lmdares f rbat hadchi khayb bzaf")
    assert len(second.asked) == 5


def test_the_stream_never_asks_and_finds_what_a_list_shows_as_found() -> None:
    second = Knows(CLAIMS[1].text)
    found = index(second)
    (repeated,) = found.repeated_many([CLAIMS[0].text], [normalise(CLAIMS[0].text)])
    assert second.asked == []
    assert repeated is not None
    listed = found.match(CLAIMS[0].text)
    assert repeated.score == max(match.score for match in listed)


def test_claims_that_come_later_are_looked_at_too() -> None:
    second = Knows("الحكومة تقرر إغلاق كل المدارس في الرباط")
    grown = index(second).changed([Claim(4, second.near)])
    assert grown.match(POST)[0].claim_id == 4
