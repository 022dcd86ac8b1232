"""What was already said, in words a press officer can quote."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.plugins.examiners.base import Finding, Statement, Subject
from tabayyun.plugins.examiners.own_statements.plugin import OwnStatements

DAY = datetime(2024, 3, 3, tzinfo=UTC)
DENIAL = Statement(
    "TBY-2024-0007", "لا صحة لخبر اختطاف الأطفال", DAY, "false", "https://example.org/7", repeats=True
)
NEAR = Statement("TBY-2024-0009", "Sécurité devant les écoles", DAY, "", "", repeats=False)
TEXT = "اختطاف ثلاثة أطفال بفاس يوم 12 ماي 2023 حسب وزارة الداخلية"


def examined(*statements: Statement, text: str = TEXT, pictures: tuple[str, ...] = ()) -> Finding:
    found = OwnStatements().examine(Subject(text, [], None, pictures, statements))
    assert found is not None
    return found


def test_what_was_answered_is_quoted_with_its_day_and_conclusion() -> None:
    found = examined(DENIAL, NEAR)
    assert found.finding["ar"] == (
        "سبق أن أجبنا عن هذا الادعاء في البيان TBY-2024-0007 «لا صحة لخبر اختطاف الأطفال» بتاريخ "
        "3 مارس 2024، وخلاصته: غير صحيح (وبيان آخر)؛ "
        "ويذكر المحتوى تاريخ «12 ماي 2023»، مكان «فاس»، جهة «وزارة الداخلية»."
    )
    assert (
        "du 3 mars 2024, avec cette conclusion : faux (et 1 autre) ; le contenu nomme la date"
        in found.finding["fr"]
    )
    assert found.confidence == "high"
    assert found.parameters["statements"][0]["url"] == "https://example.org/7"
    assert found.parameters["statements"][0]["said_at"] == DAY.isoformat()


@pytest.mark.parametrize(
    ("statements", "confidence", "words"),
    [
        ((), "medium", "None of our earlier statements bears on this content"),
        ((NEAR,), "low", "This content may bear on our statement TBY-2024-0009"),
        ((Statement("T", "x", None, "false", "", True, ("3", "5")),), "medium", "with a difference: 3, 5"),
    ],
)
def test_how_sure_it_is(statements: tuple[Statement, ...], confidence: str, words: str) -> None:
    found = examined(*statements)
    assert found.confidence == confidence
    assert words in found.finding["en"]


def test_what_pictures_say_counts() -> None:
    found = examined(text="شاهد", pictures=("Explosion à Casablanca, selon la DGSN",))
    assert (found.parameters["places"], found.parameters["units"]) == (("Casablanca",), ("DGSN",))
    assert found.parameters["pictures_read"] == 1


def test_without_words_there_is_nothing_to_ask() -> None:
    assert OwnStatements().examine(Subject(" \n", [])) is None


@given(st.text(max_size=200), st.integers(0, 12))
def test_whatever_the_words_it_is_one_printable_sentence(title: str, count: int) -> None:
    hostile = Statement("TBY-1", title, DAY, "unknown", "", repeats=True, differing=(title,))
    for said in examined(*[hostile] * count, text="نص " + title).finding.values():
        assert said.isprintable()
        assert said.endswith(".")
        assert len(said) <= 1000


def test_places_agree_in_number() -> None:
    found = OwnStatements().examine(Subject(text="بين فاس والرباط", appearances=()))
    assert found
    assert "مكانين «فاس، الرباط»" in found.finding["ar"]
    assert "les lieux « فاس, الرباط »" in found.finding["fr"]
