"""Files as people send them, and files as nobody should."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kit.sheets.conftest import workbook

from tabayyun.kit.errors import Refused
from tabayyun.kit.sheets.cells import text_of
from tabayyun.kit.sheets.reading import Unreadable, limits, read
from tabayyun.kit.sheets.reading.text import guessed_delimiter
from tabayyun.kit.sheets.writing import csv_bytes, xlsx_bytes

ARABIC = "المدرسة;عدد التلاميذ\nمدرسة الأطلس;٣٢٠\n"
DAY = datetime(2022, 3, 25)  # noqa: DTZ001  (a spreadsheet knows no time zone)
FRENCH = "École;Élèves\nLycée Hassan II à Fès;320\n"


def cells(data: bytes, name: str = "x.csv") -> list[list[Any]]:
    return [list(line.cells) for line in read(name, data)[0].lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_arabic_csv_in_the_encodings_of_windows(encoding: str):
    text = ARABIC if encoding != "cp1256" else ARABIC.replace("٣٢٠", "320")
    assert cells(text.encode(encoding))[1][0] == "مدرسة الأطلس"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_french_csv_in_the_encodings_of_windows(encoding: str):
    assert cells(FRENCH.encode(encoding)) == [["École", "Élèves"], ["Lycée Hassan II à Fès", "320"]]


@pytest.mark.parametrize("sign", list(";,\t|"))
def test_any_delimiter(sign: str):
    rows = [["a", "b c", "d"], ["1", "2", "3"]]
    assert cells("\r\n".join(sign.join(row) for row in rows).encode()) == rows


def test_excel_says_the_delimiter_itself_and_lines_keep_their_numbers():
    grid = read("x.csv", b'sep=;\r\na;b\r\n\r\n"1\n2";3\r\n4;5\r\n')[0]
    assert [(line.number, line.cells) for line in grid.lines] == [
        (2, ("a", "b")),
        (4, ("1\n2", "3")),
        (6, ("4", "5")),
    ]


def test_a_decimal_comma_does_not_make_the_comma_a_delimiter():
    assert guessed_delimiter("nom;prix\na;1,5\nb;2,5\nc;3\n") == ";"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes):
    with suppress(Refused):
        assert all(line.cells for grid in read("x", data) for line in grid.lines)


CELL = st.text(st.characters(codec="utf-8"), max_size=20)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(["csv", "xlsx"])
)
def test_what_is_written_is_read_again(rows: list[list[str]], ending: str):
    """Also what looks like a formula: the sign that keeps it from running is taken off again."""
    heads = ["h1", "h2", "h3"]
    data = csv_bytes(heads, rows) if ending == "csv" else xlsx_bytes(heads, rows)
    expected = [[text_of(cell).lstrip("'") for cell in row] for row in rows]
    found = [[text_of(cell).lstrip("'") for cell in line.cells] for line in read("x", data)[0].lines[1:]]
    for row in expected + found:
        while row and not row[-1]:
            row.pop()
    assert [row for row in found if row] == [row for row in expected if row]


def test_no_program_runs_what_is_exported():
    nasty = ["=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "\t=1"]
    line = csv_bytes(["h"] * 5, [nasty]).decode("utf-8-sig").splitlines()[1]
    assert all(cell.startswith("'") for cell in line.split(","))
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(["h"] * 5, [nasty]))) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_a_workbook_gives_dates_numbers_and_merged_cells():
    def edit(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "حصيلة الموسم")
        sheet.merge_range("A3:A4", "فاس-مكناس")

    rows = [[], ["الجهة", "التاريخ", "العدد"], [None, DAY, 12.0], [None, None, 7]]
    lines = read("x.xlsx", workbook(rows, edit=edit))[0].lines
    assert lines[0].cells == ("حصيلة الموسم",) * 3
    assert lines[2].cells == ("فاس-مكناس", date(2022, 3, 25), 12.0)
    assert lines[3].cells[0] == "فاس-مكناس"
    assert [line.number for line in lines] == [1, 2, 3, 4]


def test_a_number_merged_over_lines_is_not_counted_twice():
    def edit(book: Any, sheet: Any) -> None:
        sheet.merge_range("B2:B3", 300)

    lines = read("x.xlsx", workbook([["المؤسسة", "التلاميذ"], ["أ"], ["ب"]], edit=edit))[0].lines
    assert all(isinstance(line.cells[1], Unreadable) for line in lines[1:])


def test_formulas_give_their_value_and_those_without_one_are_named():
    def edit(book: Any, sheet: Any) -> None:
        sheet.write_formula("A2", "=1+1", None, 2)
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C2", "=1+1", None, "")

    two, error, never = read("x.xlsx", workbook([["a", "b", "c"]], edit=edit))[0].lines[1].cells
    assert two == 2
    assert isinstance(error, Unreadable)
    assert isinstance(never, Unreadable)
    assert "never calculated" in never.say


def test_a_sheet_that_begins_further_in_and_one_that_is_hidden():
    def edit(book: Any, sheet: Any) -> None:
        sheet.write("C4", "here")
        hidden = book.add_worksheet("hidden")
        hidden.write("A1", "secret")
        hidden.hide()

    grids = read("x.xlsx", workbook([], edit=edit))
    assert [(line.number, line.cells) for line in grids[0].lines] == [(4, (None, None, "here"))]
    assert len(grids) == 1


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part put in place of another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read("x.xlsx", data)
    return str(caught.value)


def test_what_is_refused_whole(monkeypatch: pytest.MonkeyPatch):
    good = workbook([["a", "b"], [1, 2]])
    bomb = repacked(good, "xl/media/image1.png", b"\0" * (limits.UNPACKED + 1))
    assert len(bomb) < 300_000
    far = repacked(
        good,
        "xl/worksheets/sheet1.xml",
        b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c>',
    )
    assert "unpacks" in refusal(bomb)
    assert "macro" in refusal(repacked(good, "xl/vbaProject.bin", b"x"))
    assert "more than 50000 lines" in refusal(far)
    assert "damaged" in refusal(good[: len(good) // 2])
    assert "old or protected" in refusal(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert "not a spreadsheet" in refusal(b"%PDF-1.7")
    assert "not a spreadsheet" in refusal(b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" * 40)
    assert "not a spreadsheet" in refusal(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 9)
    assert "empty" in refusal(b"")
    assert "empty" in refusal(b"\n\n;;\n")
    assert "empty" in refusal(workbook([]))
    assert "larger" in refusal(b"x" * (limits.BYTES + 1))
    assert "columns" in refusal(b",".join([b"x"] * 101))
    assert "too long" in refusal(b'a;"' + b"x" * 200_000)
    assert "lines" in refusal(b"1;2\n" * (limits.ROWS + 1))


def test_a_part_that_is_larger_than_it_claims():
    """The directory of the zip lies about a size: unpacking notices before the reader would."""
    good = workbook([["a"]])
    packed = bytearray(repacked(good, "xl/worksheets/sheet1.xml", b" " * 3_000_000))
    claimed, real = (5).to_bytes(4, "little"), (3_000_000).to_bytes(4, "little")
    assert packed.count(real) == 2
    assert "damaged" in refusal(bytes(packed).replace(real, claimed))


def test_a_part_of_unfinished_tags_is_read_once_and_not_squared():
    good = workbook([["a"]])
    for tag in (b"<c ", b"<c><v", b'<c r="A1"><f'):
        with suppress(Refused):
            read("x.xlsx", repacked(good, "xl/worksheets/sheet1.xml", tag * 150_000))


def test_a_workbook_of_another_hand():
    """A part that is not where it is said to be, or is no XML at all."""
    good = workbook([["a"], ["b"]])
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        with suppress(Refused):
            assert read("x.xlsx", repacked(good, name, b"<not"))
