"""What triage reads in a text, in each language, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.triage import score


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
def test_a_violent_scene_is_seen_in_every_language(text):
    assert score(text)["violence"].value >= 0.5


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
def test_a_rumour_is_seen_in_every_language(text):
    assert score(text)["rumour"].value >= 0.5


@pytest.mark.parametrize(
    "text", ["والله غادي نقتلك", "سأقتلكم واحدا واحدا", "je vais te tuer", "I will kill you"]
)
def test_a_threat_to_somebody_is_seen(text):
    assert score(text)["threat"].value >= 0.5


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
def test_opinion_thanks_and_greetings_stay_low(text):
    assert max(found.value for found in score(text).values()) < 0.3


def test_the_words_are_quoted_as_they_stand_in_the_text():
    found = score("عَاجِل!! السُّلطات تَتَكَتَّم على الخبر")["rumour"]
    assert "عَاجِل" in found.words
    assert "تَتَكَتَّم" in found.words


def test_two_witnesses_count_more_than_one():
    one, two = score("وجدوا جثة قرب النهر"), score("وجدوا جثة قرب النهر بعد إطلاق نار")
    assert one["violence"].value < two["violence"].value < 1


@given(st.text(max_size=300))
def test_any_text_gets_three_scores_between_0_and_1(text):
    found = score(text)
    assert set(found) == {"violence", "threat", "rumour"}
    assert all(0 <= one.value <= 1 for one in found.values())
    assert all(one.words for one in found.values() if one.value > 0)
