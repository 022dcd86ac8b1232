"""Numbers with their nouns, as a careful editor writes them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.counting import (
    ArabicNoun,
    FrenchNoun,
    arabic,
    arabic_millions,
    arabic_ordinal,
    french,
    french_millions,
    french_ordinal,
    grouped,
)

CONTENT = ArabicNoun("محتوى عنيف", "محتويان عنيفان", "محتويين عنيفين", "محتويات عنيفة", "محتوى عنيفا")
SCHOOL = ArabicNoun(
    "مؤسسة تعليمية",
    "مؤسستان تعليميتان",
    "مؤسستين تعليميتين",
    "مؤسسات تعليمية",
    "مؤسسة تعليمية",
    feminine=True,
)
ITEM = ArabicNoun("خبر صحفي", "خبران صحفيان", "خبرين صحفيين", "أخبار صحفية", "خبرا صحفيا")
VIEW = ArabicNoun("مشاهدة", "مشاهدتان", "مشاهدتين", "مشاهدات", "مشاهدة", feminine=True)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 محتوى عنيف"),
        (1, "محتوى عنيف واحد"),
        (2, "محتويان عنيفان"),
        (3, "ثلاثة محتويات عنيفة"),
        (8, "ثمانية محتويات عنيفة"),
        (10, "عشرة محتويات عنيفة"),
        (11, "11 محتوى عنيفا"),
        (99, "99 محتوى عنيفا"),
        (100, "100 محتوى عنيف"),
        (101, "101 محتوى عنيف"),
        (102, "102 محتوى عنيف"),
        (103, "103 محتويات عنيفة"),
        (111, "111 محتوى عنيفا"),
        (300, "300 محتوى عنيف"),
        (445, "445 محتوى عنيفا"),
        (100_003, "100 003 محتويات عنيفة"),
    ],
)
def test_the_last_two_digits_decide(count, said):
    assert plain(arabic(count, CONTENT)) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "مؤسسة تعليمية واحدة"),
        (2, "مؤسستان تعليميتان"),
        (3, "ثلاث مؤسسات تعليمية"),
        (8, "ثماني مؤسسات تعليمية"),
        (7_682, "7 682 مؤسسة تعليمية"),
    ],
)
def test_three_to_ten_take_the_gender_that_the_noun_has_not(count, said):
    assert plain(arabic(count, SCHOOL)) == said


def test_only_the_dual_shows_the_case():
    assert arabic(2, SCHOOL, oblique=True) == "مؤسستين تعليميتين"
    assert arabic(12, SCHOOL, oblique=True) == arabic(12, SCHOOL)


def test_the_seed_of_the_report_reads_right():
    assert plain(arabic(1_420, ITEM)) == "1 420 خبرا صحفيا"
    assert plain(arabic_millions(13_400_000, VIEW)) == "13 مليون مشاهدة"
    assert plain(arabic_millions(2_900_000, VIEW, oblique=True)) == "مليوني مشاهدة"
    assert plain(arabic_millions(3_000_000, VIEW)) == "ثلاثة ملايين مشاهدة"
    assert arabic_ordinal(4, feminine=True) == "الرابعة"
    assert plain(arabic_ordinal(12, feminine=True)) == "رقم 12"


def test_french_counts_below_two_in_the_singular():
    view = FrenchNoun("vue", "vues")
    assert [plain(french(n, view)) for n in (0, 1, 2, 1_420)] == ["0 vue", "1 vue", "2 vues", "1 420 vues"]
    assert plain(french_millions(13_400_000, view)) == "13 millions de vues"
    assert plain(french_millions(1_000_000, FrenchNoun("abonné", "abonnés"))) == "1 million d’abonnés"
    assert [french_ordinal(n, feminine=True) for n in (1, 4)] == ["1re", "4e"]
    assert french_ordinal(1, feminine=False) == "1er"


def test_less_than_a_million_is_not_rounded_to_one():
    with pytest.raises(ValueError, match="less than a million"):
        arabic_millions(999_999, VIEW)


@given(st.integers(0, 10**9))
def test_no_number_loses_a_digit(count):
    for said in (grouped(count), french(count, FrenchNoun("a", "b"))):
        assert re.sub(r"\D", "", said) == str(count)
    digits = re.sub(r"\D", "", arabic(count, CONTENT))
    assert digits == ("" if 1 <= count <= 10 else str(count))


def test_one_decimal_after_a_comma():
    assert grouped(3.44) == "3,4"
    assert plain(grouped(1_234.5)) == "1 234,5"
    assert grouped(-2.0) == "-2"
