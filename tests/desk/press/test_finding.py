"""Searching what was published, and recognising what somebody was sent."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tabayyun.desk.press import operations, queries
from tabayyun.desk.press.models import StatementText
from tabayyun.kit.models import User

pytestmark = pytest.mark.django_db
Release = Callable[..., StatementText]
BODY = (
    "تُعلم وكالة الواحة أن أبواب معرض الخيل مفتوحة للعموم بمدينة المحمدية طيلة أيام الأسبوع،"
    " وأن الدخول إليه بالمجان من التاسعة صباحا إلى السادسة مساء."
)


@pytest.fixture
def notice(institution: object, release: Release) -> StatementText:
    release("بلاغ حول أشغال الطريق", "تُستأنف حركة السير بالطريق الساحلية يوم الاثنين المقبل.")
    return release("أبواب مفتوحة في المُحمَّدية", BODY)


@pytest.mark.parametrize(
    "words",
    ["المحمدية", "بالمحمدية", "محمدية", "المُحَمَّدِيَّة", "ابواب", "أبواب", "الابواب المفتوحة", "وأبواب", "الواحه"],
)
def test_arabic_is_found_as_people_type_it(words: str, notice: StatementText) -> None:
    assert list(queries.search(words, "ar")) == [notice]


@pytest.mark.parametrize("words", ["", "   ", "؟!", "xyzzy", "في", "%", "' OR 1=1 --"])
def test_what_is_not_there_is_not_found(words: str, notice: StatementText) -> None:
    assert list(queries.search(words, "ar")) == []


def test_the_title_weighs_more_and_every_word_counts(release: Release, now: datetime) -> None:
    body = release("بلاغ عام", "حول السير في مراكش.", at=now + timedelta(hours=1))
    title = release("السير في مراكش", "نص آخر تماما.")
    both = release("بلاغ", "إغلاق الملعب مؤقتا.")
    assert list(queries.search("مراكش")) == [title, body]
    assert list(queries.search("إغلاق الملعب")) == [both]
    assert set(queries.search("مراكش ملعب")) == {title, body, both}


def test_a_reference_finds_its_statement(notice: StatementText) -> None:
    assert list(queries.search(notice.statement.reference.lower(), "ar")) == [notice]


def test_only_the_current_version_is_found(
    notice: StatementText, writer: User, chief: User, now: datetime
) -> None:
    draft = operations.correct(text=notice, correction="x", by=writer, now=now)
    wording = {"title": "معرض الخيل", "body": "تغيّر المكان إلى سطات.", "checked": []}
    operations.edit(text=draft, **wording, by=writer, now=now)
    operations.submit(text=draft, by=writer, now=now)
    operations.approve(text=draft, by=chief, now=now)
    second = operations.publish(text=draft, by=chief, now=now)
    assert list(queries.search("المحمدية")) == []
    assert list(queries.search("سطات")) == [second]
    operations.withdraw(text=second, reason="x", by=chief, now=now)
    assert list(queries.search("سطات")) == []


def test_french_is_found_without_its_accents(release: Release) -> None:
    text = release("Journées portes ouvertes", "L’accès à l’événement est gratuit.", lang="fr")
    assert list(queries.search("evenement", "fr")) == [text]
    assert list(queries.search("evenement", "ar")) == []


# Is it ours?


def test_a_number_a_link_and_a_signature_are_recognised(notice: StatementText) -> None:
    for sent in (notice.statement.reference.lower(), notice.link, f"رقم {notice.statement.reference}؟"):
        found = queries.recognise(sent)
        assert (found.outcome, found.reason, found.text) == ("ours", "reference", notice)
    wrapped = notice.jws[:60] + "\n" + notice.jws[60:]
    assert queries.recognise(wrapped).reason == "signature"
    assert queries.recognise(wrapped).text == notice


def test_unknown_numbers_and_forged_signatures_are_told(notice: StatementText) -> None:
    assert queries.recognise("BH-2026-9999").reason == "unknown_reference"
    head, payload, signature = notice.jws.split(".")
    forged = queries.recognise(f"{head}.{payload}.{signature[::-1]}")
    assert (forged.outcome, forged.reason, forged.text) == ("altered", "forged_signature", notice)
    assert queries.recognise("eyJhbGciOiJub25lIn0.e30.AAAA").reason == "unknown_signature"


@pytest.mark.parametrize(
    "sent",
    [
        BODY,
        f"أبواب مفتوحة في المُحمَّدية\n\n{BODY}",
        BODY.replace(" ", "\u00a0\n"),
        "\u202b" + BODY.replace("الخيل", "الخـــيل"),
    ],
)
def test_the_words_as_published_are_ours_however_they_are_laid_out(sent: str, notice: StatementText) -> None:
    found = queries.recognise(sent)
    assert (found.outcome, found.reason, found.text) == ("ours", "text", notice)


def test_a_part_is_ours_and_said_to_be_a_part(notice: StatementText) -> None:
    found = queries.recognise("معرض الخيل مفتوحة للعموم بمدينة المحمدية طيلة")
    assert (found.outcome, found.reason, found.text) == ("ours", "excerpt", notice)


def test_altered_words_are_shown_beside_the_official_ones(notice: StatementText) -> None:
    found = queries.recognise(BODY.replace("بالمجان", "مقابل مائة درهم"))
    assert (found.outcome, found.reason, found.text) == ("altered", "wording", notice)
    changed = [(p.kind, p.before, p.after) for p in found.passages if p.kind != "same"]
    assert changed == [("changed", "بالمجان", "مقابل مائة درهم")]
    assert 0.5 < found.similarity < 1


def test_added_sentences_are_shown(notice: StatementText) -> None:
    found = queries.recognise(f"{BODY} وعلى الجميع أداء غرامة فورية في الحساب التالي.")
    assert found.outcome == "altered"
    assert "غرامة" in found.passages[-1].after


def test_our_number_over_other_words_is_no_text_of_ours(notice: StatementText) -> None:
    sent = (
        f"بلاغ رقم {notice.statement.reference}: تقرر إغلاق جميع المدارس والأسواق حتى إشعار آخر بسبب العاصفة"
    )
    found = queries.recognise(sent)
    assert (found.outcome, found.reason, found.text) == ("altered", "other_words", notice)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ("", "too_short"),
        ("الأبواب المفتوحة", "too_short"),
        ("وصفة تقليدية لإعداد الكسكس بسبع خضر مع المرق والسميد", "nothing_alike"),
        ("<script>alert(1)</script> " * 500, "nothing_alike"),
        ("كلمة " * 200_000, "nothing_alike"),
    ],
)
def test_what_is_not_ours_is_not_found(sent: str, reason: str, notice: StatementText) -> None:
    found = queries.recognise(sent)
    assert (found.outcome, found.reason, found.text) == ("not_found", reason, None)


def test_a_draft_is_never_given_away(text: StatementText) -> None:
    assert queries.recognise(text.statement.reference).outcome == "not_found"
    assert queries.recognise(text.body).outcome == "not_found"
