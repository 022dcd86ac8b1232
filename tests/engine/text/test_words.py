"""Search words and consonants: spellings and forms of one word meet, different words do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.text import search_terms, skeleton, stem
from tabayyun.engine.text.particulars import names_in, negations_in, numbers_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الشرطة", "شرطة"),
        ("والشرطة", "بالشرطة"),
        ("للشرطة", "الشُّرطة"),
        ("المدينة", "مدينه"),
        ("المعلمون", "المعلمين"),
        ("وزارة", "الوزارة"),
        ("écoles", "ecole"),
        ("floods", "flood"),
        ("annulées", "annulée"),
    ],
)
def test_forms_of_a_word_are_searched_by_one_term(one, other):
    assert search_terms(one) == search_terms(other)


def test_words_that_only_join_are_left_out():
    assert search_terms("هذا هو الخبر الذي في الجريدة") == ["خبر", "جريد"]
    assert search_terms("il est dans la ville de Fès") == ["vill", "fes"]


def test_short_words_are_not_stemmed_away():
    assert all(len(stem(word)) >= 2 for word in ("ولد", "بيت", "كتب", "فاس", "سلا", "الف", "dos", "bus"))


@pytest.mark.parametrize(
    ("arabizi", "arabic"),
    [
        ("3ndo", "عنده"),
        ("lmaghrib", "المغرب"),
        ("tari9", "طريق"),
        ("Marrakech", "مراكش"),
        ("khobz", "خبز"),
        ("chorta", "الشرطة"),
        ("9tlo", "قتلو"),
        ("7orma", "حرمة"),
        ("Rabat", "الرباط"),
    ],
)
def test_arabizi_and_arabic_have_the_same_consonants(arabizi, arabic):
    assert skeleton(arabizi) == skeleton(arabic) != ""


@given(st.text(max_size=60))
def test_any_text_has_terms_and_a_skeleton(text):
    assert all(search_terms(text)) or not search_terms(text)
    assert skeleton(text) == " ".join(skeleton(text).split())


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("70 قتيلا", ["70"]),
        ("سبعه قتلي", ["7"]),
        ("ب70 درهم", ["70"]),
        ("007 agents", ["7"]),
        ("3ndo 9alo", []),
        ("10h30 ou 11h", ["10", "30", "11"]),
    ],
)
def test_numbers_are_read_in_digits_and_words(words, numbers):
    assert numbers_in(words.split()) == numbers


def test_dates_and_places_have_one_name_in_all_languages():
    assert names_in(["يوليوز", "طنجه"]) == names_in(["juillet", "tanger"]) == names_in(["july", "tanja"])
    assert not names_in(["يونيو"]) & names_in(["يوليو"])


@pytest.mark.parametrize(
    "sentence", ["لم يفتح", "ماكاينش والو", "il n est pas mort", "ma3reftch", "did not open"]
)
def test_negations_are_seen(sentence):
    assert negations_in(sentence.split())
