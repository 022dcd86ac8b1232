"""What people write into a cell, in the ways they write it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.desk.signals.models import Verdict
from tabayyun.kit.sheets.cells import Choice, Day, Link, Text, Whole, text_of
from tabayyun.kit.sheets.faults import Fault, Unfit

DAYS = st.dates(date(1990, 1, 1), date(2091, 8, 1))
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def why(parser: Any, cell: Any) -> str:
    with pytest.raises(Unfit) as caught:
        parser(cell)
    return Fault.of(caught.value).sentence


@given(
    DAYS, st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%S"])
)
def test_a_day_in_every_notation_and_every_digits(day: date, notation: str):
    written = datetime(day.year, day.month, day.day).strftime(notation)  # noqa: DTZ001
    for text in (written, written.translate(ARABIC), written.translate(PERSIAN), f" {written}\u200f"):
        assert Day()(text) == day


@given(DAYS)
def test_a_day_as_a_cell_or_as_a_number_of_excel(day: date):
    assert Day()(day) == Day()(datetime(day.year, day.month, day.day)) == day  # noqa: DTZ001
    assert Day()(float((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    "written",
    [
        "25 مارس 2022",
        "٢٥ مارس ٢٠٢٢",
        "الجمعة 25 مارس 2022",
        "25 mars 2022",
        "vendredi 25 mars 2022",
        "25 March 2022",
        "25/3/22",
        "25/03/2022 10:30",
    ],
)
def test_a_day_in_words(written: str):
    assert Day()(written) == date(2022, 3, 25)


@pytest.mark.parametrize(
    ("written", "month"),
    [("1er août 2022", 8), ("1 غشت 2022", 8), ("1 يوليوز 2022", 7), ("1 دجنبر 2022", 12)],
)
def test_the_months_of_here(written: str, month: int):
    assert Day()(written) == date(2022, month, 1)


@pytest.mark.parametrize(
    "cell", ["31/02/2022", "03/25/2022", "2022", "demain", 12.5, True, timedelta(1), "٣٢/١/٢٠٢٢"]
)
def test_what_is_no_day(cell: Any):
    assert "is not a date" in why(Day(), cell)


def test_a_day_nobody_means():
    assert "too far" in why(Day(), "01/01/1066")


@given(st.integers(0, 2_000_000_000))
def test_a_number_in_every_dress(number: int):
    grouped = f"{number:,}"
    dresses = [str(number), grouped, float(number), f"{number}.0", f" {number} "]
    dresses += [grouped.replace(",", sign) for sign in (" ", "\u00a0", "\u202f", ".", "٬", "'")]
    dresses += [str(number).translate(ARABIC), grouped.replace(",", "٬").translate(ARABIC)]
    assert {Whole()(dress) for dress in dresses} == {number}


@pytest.mark.parametrize("cell", ["12.5", 12.5, "1 23", "abc", "1e3", "²", "--1", "½", "9" * 400])
def test_what_is_no_whole_number(cell: Any):
    assert "is not a whole number" in why(Whole(), cell)


def test_numbers_out_of_bounds():
    assert why(Whole(), "-3") == "-3 is less than 0."
    assert "is more than" in why(Whole(most=10), 11)
    assert Whole()(None) is None
    assert Whole()(0) == 0


@given(st.text(max_size=80))
def test_text_is_one_clean_line(text: str):
    seen = text_of(text)
    assert text_of(seen).strip("'=+-@") == seen.strip("'=+-@")
    assert "\n" not in seen
    assert "\0" not in seen
    assert "\u202e" not in seen


def test_text_is_never_a_formula_nor_too_long():
    assert "formula" in why(Text(), "=HYPERLINK(1)")
    assert why(Text(5), "123456") == "6 characters, of at most 5."
    assert Text()("<b>x</b>") == "<b>x</b>"
    assert Text()("+212 5 00") == "+212 5 00"


def test_a_choice_in_its_spellings():
    region = Choice({"rsk": ["الرباط-سلا-القنيطرة", "Rabat-Salé-Kénitra"], "fm": ["فاس-مكناس", "Fès-Meknès"]})
    for written in (
        "الرباط - سلا - القنيطرة",
        "rabat sale kenitra",
        "RABAT–SALÉ–KÉNITRA",
        "الرّباط سلا القنيطره",
    ):
        assert region(written) == "rsk"
    assert region("  ") is None
    assert why(region, "فاس مكناص").endswith("Did you mean «فاس-مكناس»?")
    assert why(region, "باريس") == "«باريس» is not one of the values of this column."


def test_a_choice_among_the_words_of_every_language():
    verdict = Choice.among(Verdict, FALSE="كاذب تماما|faux")
    assert {verdict(way) for way in ("false", "غير صحيح", "كاذب تماماً", "Faux")} == {"false"}


@pytest.mark.parametrize("cell", ["javascript:alert(1)", "http://", "www.x.ma", "https://a b", "http://[x"])
def test_what_is_no_link(cell: str):
    assert "not a web address" in why(Link(), cell)
    assert Link()("https://x.ma/1") == "https://x.ma/1"


def test_reasons_quote_little():
    assert len(why(Whole(), "x" * 10_000)) < 100


def test_what_stood_in_a_cell_is_shown_apart_from_the_sentence_around_it():
    """Or «2025-13-45» would read «45-13-2025» among Arabic words."""
    assert Fault("", "%(text)s", {"text": "2025-13-45\u202e"}).shown == "\u20682025-13-45\u2069"
    assert Fault("", "%(n)s < %(least)s", {"n": -4, "least": 0}).shown == "\u2068-4\u2069 < \u20680\u2069"
