"""An XLSX file before it is trusted: a zip of XML, which may be a bomb, a macro or damaged.

`looked_through` unpacks every part once, so that sizes are counted and not believed, and notes what
the spreadsheet reader does not tell: formulas that were never calculated and cells that show an error.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import normpath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tabayyun.kit.errors import Refused
from tabayyun.kit.sheets.reading import limits
from tabayyun.kit.sheets.reading.grid import Unreadable, refuse_size

NOT_CALCULATED = Unreadable(
    gettext_noop("The formula in this cell was never calculated: open the file, save it, and try again.")
)
IN_ERROR = Unreadable(gettext_noop("This cell shows an error, such as #N/A or #DIV/0!."))
# Each pattern stops at the next «<», so that a part of millions of unfinished tags is read once, not squared.
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^<>]*>[^<]")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,4})([0-9]{1,8})["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^<>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)=["']([^"']*)["']""")


@dataclass(slots=True)
class Notes:
    """What was seen in one worksheet: its extent, and cells without a value of their own."""

    rows: int = 0
    columns: int = 0
    unreadable: dict[tuple[int, int], Unreadable] = field(default_factory=dict)
    """(row, column), counted from 0."""


def looked_through(data: bytes) -> list[Notes]:
    """The notes on each worksheet, in the workbook's order. Raises Refused for what cannot be trusted."""
    parts = _unpacked(data)
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise Refused(_("This file contains a macro. Save it as a plain .xlsx workbook."))
    if "xl/workbook.xml" not in parts:
        raise Refused(_("This file is not an .xlsx workbook. Save it as .xlsx or .csv."))
    return [_notes(parts.get(path, b"")) for path in _worksheets(parts)]


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The XML parts by name. Reading to the end checks that no part is larger than it claims."""
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > limits.PARTS or sum(e.file_size for e in entries) > limits.UNPACKED:
                raise Refused(_("This file unpacks to more than can be read."))
            for entry in entries:
                content = package.read(entry)
                parts[entry.filename] = content if entry.filename.endswith((".xml", ".rels")) else b""
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, NotImplementedError) as error:
        raise Refused(_("This file is damaged, or protected by a password.")) from error
    return parts


def _worksheets(parts: dict[str, bytes]) -> list[str]:
    """The paths of the worksheets in the order of their tabs."""
    targets = {}
    for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        attributes = dict(_ATTRIBUTE.findall(tag))
        target = attributes.get(b"Target", b"").decode("utf-8", "replace")
        path = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
        targets[attributes.get(b"Id")] = path
    tags = [dict(_ATTRIBUTE.findall(tag)) for tag in _SHEET.findall(parts["xl/workbook.xml"])]
    return [targets.get(tag.get(b"r:id"), "") for tag in tags]


def _notes(xml: bytes) -> Notes:
    notes = Notes()
    for attributes, content in _cells(xml):
        place = _PLACE.search(attributes)
        has_value = _VALUE.search(content) is not None
        has_formula = _FORMULA.search(content) is not None
        if place is None or not (has_value or has_formula):
            continue
        row, column = int(place[2]) - 1, _column(place[1])
        notes.rows, notes.columns = max(notes.rows, row + 1), max(notes.columns, column + 1)
        if _ERROR.search(attributes):
            notes.unreadable[row, column] = IN_ERROR
        elif has_formula and not has_value and b't="str"' not in attributes:
            notes.unreadable[row, column] = NOT_CALCULATED
    refuse_size(notes.rows, notes.columns)
    return notes


def _cells(xml: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(attributes, what stands before the next cell) of each cell."""
    last: re.Match[bytes] | None = None
    for match in _CELL.finditer(xml):
        if last is not None:
            yield last[1], xml[last.end() : match.start()]
        last = match
    if last is not None:
        yield last[1], xml[last.end() :]


def _column(letters: bytes) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
