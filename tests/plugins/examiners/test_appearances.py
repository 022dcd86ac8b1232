"""The earliest appearance and copies over time, out of what was collected."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.kit import plugins
from tabayyun.plugins.examiners.appearances.plugin import Appearances
from tabayyun.plugins.examiners.base import Appearance, Finding, Subject

CASABLANCA = timezone(timedelta(hours=1))
FIRST = datetime(2026, 8, 1, 9, 5, tzinfo=CASABLANCA)


def examined(*minutes: int | None, sources: int = 1) -> Finding | None:
    """The finding for one post a number of minutes after the first; None for one without a date."""
    appearances = [
        Appearance(
            source=f"source-{number % sources}",
            posted_at=None if minute is None else FIRST + timedelta(minutes=minute),
            url="",
            text="x",
        )
        for number, minute in enumerate(minutes)
    ]
    return Appearances().examine(Subject(text="x", appearances=appearances))


def sentence(language: str, *minutes: int | None, sources: int = 1) -> str:
    found = examined(*minutes, sources=sources)
    assert found is not None
    return found.finding[language]


def test_it_is_installed_under_its_name() -> None:
    assert plugins.load("examiners", "appearances") is Appearances


def test_one_sentence_in_each_language() -> None:
    assert sentence("ar", 0, 10, 20, 200, sources=2) == (
        "يعود أقدم ظهور رصدناه لهذا المحتوى إلى 1 غشت 2026 على الساعة 09:05؛ "
        "ورصدنا منه 4 منشورات في مصدرين، ظهر نصفها على الأقل في غضون 10 دقائق."
    )
    assert sentence("fr", 0, 10, 20, 200, sources=2) == (
        "La plus ancienne apparition relevée de ce contenu remonte au 1er août 2026 à 09:05 ; "
        "4 publications ont été relevées dans 2 sources, dont la moitié au moins en l’espace de 10 minutes."
    )
    assert sentence("en", 0, 10, 20, 200, sources=2) == (
        "The earliest appearance of this content that we collected dates from 1 August 2026 at 09:05; "
        "4 posts were collected in 2 sources, at least half of them within 10 minutes."
    )


def test_a_single_post() -> None:
    assert "ولم نرصد منه سوى منشور واحد" in sentence("ar", 0)
    assert "une seule publication a été relevée" in sentence("fr", 0)
    assert "only one post was collected" in sentence("en", 0)


@pytest.mark.parametrize(
    ("copies", "counted"),
    [
        (2, "منشورين في"),
        (3, "3 منشورات في"),
        (10, "10 منشورات في"),
        (11, "11 منشورا في"),
        (99, "99 منشورا في"),
        (100, "100 منشور في"),
        (103, "103 منشورات في"),
        (111, "111 منشورا في"),
    ],
)
def test_arabic_nouns_follow_their_number(copies: int, counted: str) -> None:
    assert counted in sentence("ar", *range(copies))


@pytest.mark.parametrize(
    ("half", "arabic", "french"),
    [
        (1, "دقيقة واحدة", "1 minute."),
        (2, "دقيقتين", "2 minutes."),
        (90, "90 دقيقة", "90 minutes."),
        (91, "ساعتين", "2 heures."),
        (48 * 60, "48 ساعة", "48 heures."),
        (49 * 60, "3 أيام", "3 jours."),
    ],
)
def test_spans_are_rounded_up_to_what_people_say(half: int, arabic: str, french: str) -> None:
    assert sentence("ar", 0, half, half + 5).endswith(f"في غضون {arabic}.")
    assert sentence("fr", 0, half, half + 5).endswith(french)


@pytest.mark.parametrize(
    ("minutes", "sources", "confidence"),
    [
        ((0, 1), 2, "high"),
        ((0, 1), 1, "medium"),
        ((0, 1, 2, 3, None), 2, "medium"),
        ((0, None), 2, "low"),
    ],
)
def test_confidence_comes_from_the_known_dates(
    minutes: tuple[int | None, ...], sources: int, confidence: str
) -> None:
    found = examined(*minutes, sources=sources)
    assert found is not None
    assert found.confidence == confidence


def test_posts_without_a_date_are_counted_and_said() -> None:
    found = examined(0, None, None)
    assert found is not None
    assert found.parameters["undated"] == 2
    assert found.limits.endswith("عدد المنشورات التي لا يُعرف تاريخها: 2.")
    assert found.parameters["limits"]["ar"] == found.limits


def test_without_any_date_the_check_does_not_apply() -> None:
    assert examined(None, None) is None
    assert examined() is None


def test_a_device_without_a_clock_is_not_the_earliest() -> None:
    old = Appearance("a", datetime(1970, 1, 1, tzinfo=UTC), "", "x")
    found = Appearances().examine(Subject("x", [old, Appearance("b", FIRST, "", "x")]))
    assert found is not None
    assert found.parameters["earliest"] == FIRST.isoformat()
    assert found.parameters["undated"] == 1


def test_no_source_is_named() -> None:
    """A source can be somebody's account."""
    assert all("source-0" not in text for text in (sentence(lang, 0, 5) for lang in ("ar", "fr", "en")))


@given(st.lists(st.none() | st.integers(0, 10**6), max_size=40), st.integers(1, 5))
def test_every_finding_is_one_quotable_sentence(minutes: list[int | None], sources: int) -> None:
    found = examined(*minutes, sources=sources)
    assert (found is None) == all(minute is None for minute in minutes)
    for text in found.finding.values() if found else []:
        assert 20 < len(text) <= 1000
        assert "\n" not in text
        assert text.endswith(".")
