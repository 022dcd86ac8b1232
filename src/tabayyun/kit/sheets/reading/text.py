"""CSV as people save it: any delimiter, and the encodings of Windows in Arabic and French."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from tabayyun.kit.errors import Refused
from tabayyun.kit.sheets.reading import limits
from tabayyun.kit.sheets.reading.grid import Grid, Line, is_empty, refuse_size

DELIMITERS = ";,\t|"
SAMPLE = 30
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
LOOKED_AT = 20_000
_UNTYPED = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_ARABIC_RUN = re.compile(rb"[\xc0-\xff]{3,}")
_LONE_LETTER = re.compile(rb"(?<![\x80-\xff])[\xc0-\xff](?![\x80-\xff])")
_SEPARATOR = re.compile(r"sep=(.)\r?\n")


def read_text(name: str, data: bytes) -> list[Grid]:
    """The one sheet of a CSV file. Raises Refused when it is too large, a program, or not a table."""
    text = decoded(data)
    if _is_no_text(text):
        raise Refused(_("This file is not a spreadsheet. Save it as .xlsx or .csv."))
    told = _SEPARATOR.match(text)
    delimiter = told[1] if told else guessed_delimiter(text)
    try:
        lines = tuple(_lines(text, delimiter, bool(told)))
    except csv.Error as error:
        raise Refused(_("This file is not a table: a cell never ends, or is too long.")) from error
    return [Grid(name, lines)]


def _is_no_text(text: str) -> bool:
    """Whether more than a stray sign is none that anybody types: programs and pictures are full of them."""
    start = text[:LOOKED_AT]
    return len(_UNTYPED.findall(start)) * 100 > len(start)


def decoded(data: bytes) -> str:
    """The text of a file whose encoding nobody says. Never fails: cp1252 and cp1256 read any byte."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if wide := _wide(data[:2_000]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_narrow(data), "replace")


def _wide(start: bytes) -> str:
    """UTF-16 without a mark: delimiters and line ends have a zero byte on one side."""
    odd, even = start[1::2].count(0), start[0::2].count(0)
    if max(odd, even) * 20 < len(start) or min(odd, even) * 4 > max(odd, even):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _narrow(data: bytes) -> str:
    """Arabic words are runs of high bytes; an accented French letter stands among plain ones."""
    runs = sum(len(run) for run in _ARABIC_RUN.findall(data))
    return "cp1256" if runs > len(_LONE_LETTER.findall(data)) else "cp1252"


def guessed_delimiter(text: str) -> str:
    """The sign that cuts the first lines into the most cells, as evenly as it can."""
    return max(DELIMITERS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, sign: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        widths = [len(row) for row, _n in zip(reader, range(SAMPLE), strict=False) if row]
    except csv.Error:
        return 0, 0
    usual = max(set(widths), key=widths.count, default=1)
    return (widths.count(usual), usual) if usual > 1 else (0, max(widths, default=0))


def _lines(text: str, delimiter: str, told: bool) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    if told:
        next(reader)
    before = reader.line_num
    for count, row in enumerate(reader, 1):
        number, before = before + 1, reader.line_num
        cells = tuple(row)
        if is_empty(cells):
            continue
        while not cells[-1].strip():
            cells = cells[:-1]
        refuse_size(count, len(cells))
        if max(map(len, cells)) > limits.CELL:
            raise Refused(_("Line %(line)s holds a cell that is too long.") % {"line": number})
        yield Line(number, cells)
