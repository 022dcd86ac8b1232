"""XLSX: the values as the spreadsheet shows them, merged cells given back to the lines they cover."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tabayyun.kit.errors import Refused
from tabayyun.kit.sheets.reading import limits
from tabayyun.kit.sheets.reading.grid import Cell, Grid, Line, Unreadable, is_empty, refuse_size
from tabayyun.kit.sheets.reading.package import Notes, looked_through

SHARED_NUMBER = Unreadable(
    gettext_noop("This number is merged over several lines: write for each line its own.")
)
Range = tuple[tuple[int, int], tuple[int, int]]


def read_workbook(data: bytes) -> list[Grid]:
    """The sheets that are shown and not empty. Raises Refused when the file cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    notes = looked_through(data)
    grids = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for place, about in enumerate(book.sheets_metadata):
            if about.visible == SheetVisibleEnum.Visible and place < len(notes):
                sheet = book.get_sheet_by_index(place)
                rows = sheet.to_python(skip_empty_area=False)
                grids.append(_grid(about.name, rows, sheet.merged_cell_ranges or [], notes[place]))
    except (CalamineError, OSError, ValueError) as error:
        raise Refused(_("This file is damaged, or protected by a password.")) from error
    return [grid for grid in grids if grid.lines]


def _grid(name: str, rows: Iterable[Iterable[object]], merged: list[Range], notes: Notes) -> Grid:
    cells: list[list[Cell]] = [[_cell(value) for value in row] for row in rows]
    refuse_size(len(cells), max(map(len, cells), default=0))
    for (row, column), unreadable in notes.unreadable.items():
        _put(cells, row, column, unreadable)
    _spread(cells, merged)
    lines = (Line(number, tuple(row)) for number, row in enumerate(cells, 1))
    return Grid(name, tuple(line for line in lines if not is_empty(line.cells)))


def _cell(value: object) -> Cell:
    if value == "":
        return None
    return value  # type: ignore[return-value]  # calamine gives str, float, bool, date, datetime, time


def _put(cells: list[list[Cell]], row: int, column: int, value: Cell) -> None:
    while len(cells) <= row:
        cells.append([])
    cells[row] += [None] * (column + 1 - len(cells[row]))
    cells[row][column] = value


def _spread(cells: list[list[Cell]], merged: list[Range]) -> None:
    """Give a merged value to every line it covers; among the headings, to every column as well."""
    covered = 0
    for (top, start), (bottom, end) in merged:
        last = min(bottom, len(cells) - 1)
        last_column = end if top < limits.HEAD else start
        covered += max(last - top + 1, 0) * (min(last_column, limits.COLUMNS) - start + 1)
        if covered > limits.MERGED:
            raise Refused(_("The sheet has too many merged cells."))
        value = cells[top][start] if top <= last and start < len(cells[top]) else None
        if value is None:
            continue
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        for row in range(top, last + 1):
            for column in range(start, min(last_column, limits.COLUMNS) + 1):
                _put(cells, row, column, SHARED_NUMBER if is_number and last > top else value)
