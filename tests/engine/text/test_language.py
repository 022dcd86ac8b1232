"""The language is read from the text; the source's word counts only when the text does not tell."""

import pytest

from tabayyun.engine.text import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلنت وزارة الداخلية عن تنظيم الأبواب المفتوحة في مدينة فاس", "ar"),
        ("لم يتم تسجيل أي إصابة خلال هذا الحادث", "ar"),
        ("واش بصح لغاو الأبواب المفتوحة ديال فاس؟", "ary"),
        ("راه كاين شي واحد كيضرب فالناس دابا", "ary"),
        ("هادشي ماشي معقول بزاف", "ary"),
        ("wach bse7 lghaw l abwab lmaftou7a dyal fes?", "arabizi"),
        ("3afakom li 3ndo chi khbar i9olha lina", "arabizi"),
        ("darboh b lmouss 9oddam nas dial derb", "arabizi"),
        ("Les journées portes ouvertes de Fès sont annulées selon une source", "fr"),
        ("C'est vrai ce qu'on dit sur l'école ?", "fr"),
        ("Is it true that the open days have been cancelled?", "en"),
        ("The police said that two people were injured", "en"),
        ("El gobierno dice que no hay heridos en el accidente de los trenes", "other"),
        ("Il terremoto della notte non ha fatto danni nella zona", "other"),
        ("این خبر را همه شما برای دوستان خود بفرستید که درست نیست", "other"),
        ("2019年の地震", "other"),
        ("", "other"),
        ("🙂🙂", "other"),
    ],
)
def test_languages_are_told_apart(text, expected):
    assert language(text) == expected


@pytest.mark.parametrize(
    ("text", "hint", "expected"), [("🙂", "fr", "fr"), ("Fès 2026", "fr", "fr"), ("ok", "xx", "other")]
)
def test_the_hint_counts_when_the_text_does_not_tell(text, hint, expected):
    assert language(text, hint) == expected


def test_the_hint_does_not_overrule_the_text():
    assert language("The police said that two people were injured", "fr") == "en"
    assert language("واش هاد الخبر ديال بصح", "fr") == "ary"
