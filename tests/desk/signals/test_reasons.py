"""Why a content is here, in words, in three languages."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from tests.desk.signals.making import START, make_claim, make_content

from tabayyun.desk.signals import operations, queries
from tabayyun.desk.signals.models import Content
from tabayyun.desk.signals.queries.reasons import copies_in_words, time_in_words

pytestmark = pytest.mark.django_db


def content(copies: int, minutes: int) -> Content:
    return Content(
        copies=copies, first_posted_at=START, last_posted_at=START + timedelta(minutes=minutes), sources=1
    )


@pytest.mark.parametrize(
    ("copies", "minutes", "ar", "fr", "en"),
    [
        (1, 0, "نسخة واحدة في دقيقة واحدة", "1 copie en 1 minute", "1 copy in 1 minute"),
        (2, 2, "نسختان في دقيقتين", "2 copies en 2 minutes", "2 copies in 2 minutes"),
        (3, 10, "3 نسخ في 10 دقائق", "3 copies en 10 minutes", "3 copies in 10 minutes"),
        (11, 11, "11 نسخة في 11 دقيقة", "11 copies en 11 minutes", "11 copies in 11 minutes"),
        (12, 9, "12 نسخة في 9 دقائق", "12 copies en 9 minutes", "12 copies in 9 minutes"),
        (100, 100, "100 نسخة في 100 دقيقة", "100 copies en 100 minutes", "100 copies in 100 minutes"),
        (103, 180, "103 نسخ في 3 ساعات", "103 copies en 3 heures", "103 copies in 3 hours"),
        (5, 2880, "5 نسخ في يومين", "5 copies en 2 jours", "5 copies in 2 days"),
        (5, 11 * 1440, "5 نسخ في 11 يوما", "5 copies en 11 jours", "5 copies in 11 days"),
    ],
)
def test_copies_in_words(copies: int, minutes: int, ar: str, fr: str, en: str) -> None:
    said = {}
    for language in ("ar", "fr", "en"):
        with translation.override(language):
            said[language] = copies_in_words(content(copies, minutes))
    assert said == {"ar": ar, "fr": fr, "en": en}


def test_a_span_in_words_changes_its_unit_where_it_reads_best() -> None:
    with translation.override("en"):
        spans = [time_in_words(timedelta(minutes=m)) for m in (119, 120, 47 * 60, 48 * 60)]
    assert spans == ["119 minutes", "2 hours", "47 hours", "2 days"]


def in_english(found: Content) -> list[str]:
    with translation.override("en"):
        return [reason.replace("\u2068", "").replace("\u2069", "") for reason in queries.reasons(found)]


def test_a_match_comes_first_then_the_spread_then_the_words() -> None:
    found = make_content(
        "شائعة", copies=12, minutes=9, sources=3, kind="violence", known_claim=make_claim("شائعة")
    )
    assert in_english(found) == [
        "matches statement BH-2022-0041",
        "12 copies in 9 minutes, from 3 sources",
        "speaks of violence: «قتل»",
    ]


def test_a_foreign_review_is_named_with_its_verdict() -> None:
    claim = make_claim("شائعة", origin="feed", reference="", publisher="مرصد التحقق", verdict="misleading")
    assert in_english(make_content("شائعة", known_claim=claim)) == [
        "matches a claim checked by مرصد التحقق: misleading"
    ]


def test_a_withdrawn_claim_is_no_reason_any_more() -> None:
    claim = make_claim("شائعة")
    found = make_content("شائعة", known_claim=claim)
    operations.withdraw_claim(external_id=claim.external_id, now=START)
    assert in_english(Content.objects.get(pk=found.pk)) == []


def test_what_is_answered_says_by_what() -> None:
    claim = make_claim("شائعة")
    found = make_content("شائعة", known_claim=claim)
    operations.answered(content=found, claim=claim, now=START)
    assert in_english(found) == ["answered by statement BH-2022-0041"]


def test_words_of_a_post_cannot_turn_the_sentence_around() -> None:
    found = make_content("شائعة", kind="rumour")
    signal = found.signals.get()
    signal.reason = {"words": ["\u202eabc\u2069"]}
    signal.save()
    assert queries.reasons(found)[0].endswith("«\u2068abc\u2069»")


def test_copies_over_time_have_no_gaps_and_lose_none() -> None:
    found = make_content("شائعة", copies=7, minutes=600)
    intervals = queries.copies_over_time(found)
    starts = [start for start, _copies in intervals]
    assert sum(copies for _start, copies in intervals) == 7
    assert len({later - earlier for earlier, later in pairwise(starts)}) == 1
    assert len(intervals) <= 48


def test_the_related_claims_follow_every_change() -> None:
    text = "إلغاء الأبواب المفتوحة بمدينة فاس"
    assert queries.related_claims(text) == []
    claim = make_claim(text)
    ((found, match),) = queries.related_claims(text)
    assert (found, match.claim_id) == (claim, claim.pk)
    operations.withdraw_claim(external_id=claim.external_id, now=START)
    assert queries.related_claims(text) == []
