"""What a chapter says: numbers agree with their nouns, comparisons are honest, nothing is typed by hand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.desk.report import chapters
from tabayyun.desk.report.figures import REGISTER, Unit
from tabayyun.desk.report.figures.periods import calendar_year
from tabayyun.desk.report.phrases import Block, blocks, compared, figures_in, plain, refuse_unfit, said
from tabayyun.desk.report.stated import LANGUAGES, Stated
from tabayyun.kit.errors import Refused


def stated(value, unit=Unit.CONTENTS, before=None):
    words = {"ar": {"city": "فاس"}, "fr": {"city": "Fès"}}
    return Stated("x", value, unit, calendar_year(2022), before, words, 0, "", True)


def shown(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("value", "unit", "style", "ar", "fr"),
    [
        (445, Unit.CONTENTS, "", "445 محتوى رقميا عنيفا", "445 contenus numériques violents"),
        (1_420, Unit.PRESS_ITEMS, "", "1 420 خبرا صحفيا", "1 420 informations de presse"),
        (3, Unit.ISSUES, "", "ثلاثة أعداد", "3 numéros"),
        (2, Unit.HOURS, "of", "ساعتين", "2 heures"),
        (5, Unit.HOURS, "of", "خمس ساعات", "5 heures"),
        (3.5, Unit.HOURS, "", "ثلاث ساعات و30 دقيقة", "3 heures et 30 minutes"),
        (521_435, Unit.PUPILS, "", "521 435 تلميذا وتلميذة", "521 435 élèves"),
        (13_400_000, Unit.VIEWS, "million", "13 مليون مشاهدة", "13 millions de vues"),
        (4, Unit.EDITION, "ordinal", "الرابعة", "4e"),
        (4, Unit.EDITION, "city", "فاس", "Fès"),
        (11_021, Unit.MEETINGS, "number", "11 021", "11 021"),
    ],
)
def test_a_figure_in_words(value, unit, style, ar, fr):
    assert shown(said(stated(value, unit), style, "ar")) == ar
    assert shown(said(stated(value, unit), style, "fr")) == fr


def test_thousands_are_separated_so_that_they_do_not_turn_round():
    assert "\u202f" in said(stated(11_021, Unit.MEETINGS), "number", "ar")


@pytest.mark.parametrize(
    ("value", "before", "ar", "fr"),
    [
        (
            445,
            396,
            "(بزيادة 49، أي 12,4 في المائة، مقارنة مع 396 في 2021)",
            "(49 de plus, soit 12,4 %, que les 396 de 2021)",
        ),
        (
            300,
            400,
            "(بانخفاض 100، أي 25 في المائة، مقارنة مع 400 في 2021)",
            "(100 de moins, soit 25 %, que les 400 de 2021)",
        ),
        (5, 0, "(بزيادة 5 مقارنة مع 0 في 2021)", "(5 de plus que les 0 de 2021)"),
        (7, 7, "(كما في 2021)", "(autant qu’en 2021)"),
        (7, None, "(لا معطيات عن 2021)", "(pas de données pour 2021)"),
    ],
)
def test_a_comparison_says_when_nothing_is_known(value, before, ar, fr):
    assert shown(compared(stated(value, before=before), "ar")) == ar
    assert shown(compared(stated(value, before=before), "fr")) == fr


def test_what_cannot_be_computed_is_said_in_the_sentence():
    assert said(stated(None), "", "ar") == "عدد غير متوفر"
    assert said(stated(None), "change", "fr") == "donnée non disponible"


def test_the_blocks_of_a_text():
    source = "سنة {{year}}: {{x}}.\n\n## عنوان\n\n!chart x"
    found = blocks(source, "ar", 2022, {"x": stated(445)})
    assert [block.kind for block in found] == ["text", "heading", "chart"]
    assert shown(plain(found)) == "سنة 2022: 445 محتوى رقميا عنيفا.\n\nعنوان"
    assert [span.figure for span in found[0].spans] == ["", "", "", "x", ""]
    assert [Block.of(block.json) for block in found] == found


@pytest.mark.parametrize("source", ["كان 445 محتوى", "## 3 مجلات", "x {{violent_contents}} و٤٤٥"])
def test_a_number_typed_by_hand_is_refused(source):
    with pytest.raises(Refused):
        refuse_unfit(source)


def test_an_unknown_figure_is_refused():
    with pytest.raises(Refused, match="nonsense"):
        refuse_unfit("{{nonsense}}")


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(source):
    try:
        refuse_unfit(source)
    except Refused:
        return
    found = blocks(source, "fr", 2022, {key: stated(1) for key in figures_in(source)})
    assert plain(found) is not None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", sorted(chapters.NUMBERS))
def test_the_first_wordings_name_known_figures_and_no_number(key, lang):
    words = chapters.wording(key, lang)
    refuse_unfit(words.source)
    assert words.title
    assert not re.search(r"\d", re.sub(r"\{\{.*?\}\}", "", words.source))


@pytest.mark.parametrize("key", sorted(chapters.NUMBERS))
def test_both_languages_tell_the_same_figures(key):
    ar, fr = (set(figures_in(chapters.wording(key, lang).source)) for lang in LANGUAGES)
    assert ar == fr <= set(REGISTER)
