"""What triage reads in a text, in each language, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.text import normalise
from tabayyun.engine.triage import LABELS, RUMOUR, Triage
from tabayyun.plugins.models.packaged.plugin import plugin as packaged

READERS = [Triage(), Triage(packaged())]
"""By the lexicon alone, and by the models that come with Tabayyun."""


@pytest.fixture(params=READERS, ids=["lexicon", "models"])
def score(request):
    return request.param.score


@pytest.mark.parametrize(
    "text",
    [
        "اعتداء بالسلاح الأبيض على شاب وسط الشارع، دماء في كل مكان",
        "ضربوه بالموس قدام الناس والدم ف كل بلاصة",
        "darboh b lmouss 9oddam nas",
        "Un jeune agressé au couteau en pleine rue hier soir",
        "A man was stabbed to death outside the station",
    ],
)
def test_a_violent_scene_is_seen_in_every_language(score, text):
    assert score(text)["violent_event"].value >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "عاجل: إلغاء الأبواب المفتوحة والسلطات تتكتم، انشروا قبل الحذف",
        "واش بصح لغاو الأبواب المفتوحة ديال فاس؟",
        "wach bse7 lghaw l abwab lmaftou7a dyal fes",
        "URGENT : les autorités cachent l’information, partagez avant suppression",
        "BREAKING: the government will announce a ban, forward to everyone",
    ],
)
def test_a_rumour_is_seen_in_every_language(score, text):
    assert score(text)["check_worthy"].value >= 0.5


@pytest.mark.parametrize(
    "text", ["والله غادي نقتلك", "سأقتلكم واحدا واحدا", "je vais te tuer", "I will kill you"]
)
def test_a_threat_to_somebody_is_seen(score, text):
    assert score(text)["threat"].value >= 0.5


@pytest.mark.parametrize(
    "text", ["استقرار الذهب مع استمرار ضعف الدولار", "بورصات أوروبية تتعرض لضربة إيطالية"]
)
def test_sober_news_can_be_worth_checking_and_is_no_rumour(text):
    found = READERS[1].score(text)
    assert found["check_worthy"].value >= 0.5 > found["rumour"].value


@pytest.mark.parametrize(
    "text",
    [
        "في رأيي تنظيم الأبواب المفتوحة فكرة جميلة لكن التوقيت غير مناسب",
        "شكرا لكل من ساهم في تنظيم السوق الأسبوعي هذا الصباح",
        "Je trouve que la circulation au centre-ville est devenue impossible",
        "good morning everyone, have a nice day",
        "",
        "😀😀😀",
    ],
)
def test_opinion_thanks_and_greetings_stay_low(score, text):
    assert max(found.value for found in score(text).values()) < 0.3


def test_the_words_are_quoted_as_they_stand_in_the_text(score):
    text = "عَاجِل!! السُّلطات تَتَكَتَّم على الخبر"
    words = score(text)["check_worthy"].words
    assert words
    assert all(word in text for word in words)
    assert {"عَاجِل", "تَتَكَتَّم"} <= set(READERS[0].score(text)["check_worthy"].words)


def test_two_witnesses_count_more_than_one():
    score = READERS[0].score
    one, two = score("وجدوا جثة قرب النهر"), score("وجدوا جثة قرب النهر بعد إطلاق نار")
    assert one["violent_event"].value < two["violent_event"].value < 1


@pytest.mark.parametrize(
    "text",
    [
        "يا كلب يا حقير الله يلعنك",
        "سير تقود يا ولد القحبة",
        "sir t9awed a wld l9a7ba",
        "ta gueule sale connard",
    ],
)
def test_an_insult_is_seen(score, text):
    assert score(text)["offensive"].value >= 0.5


@given(st.text(max_size=300))
def test_any_text_gets_every_score_between_0_and_1(text):
    for reader in READERS:
        found = reader.score(text)
        assert set(found) == {*LABELS, RUMOUR}
        assert all(0 <= one.value <= 1 for one in found.values())


@given(st.lists(st.text(max_size=60), max_size=8), st.integers(0, 8))
def test_a_text_scores_the_same_whatever_comes_with_it(texts, cut):
    reader = READERS[1]
    normals = [normalise(text) for text in texts]
    whole = reader.score_normal(normals, texts)
    parts = [reader.score_normal(normals[part], texts[part]) for part in (slice(cut), slice(cut, None))]
    assert [*parts[0], *parts[1]] == whole


@pytest.mark.parametrize(
    "text", ["😡" * 50_000, "ك" * 50_000, "إ ش ا ع ة " * 5000, "\ud800", "a\x00b", "<b>" * 999]
)
def test_a_strange_text_is_scored_too(score, text):
    assert set(score(text)) == {*LABELS, RUMOUR}
