"""What every reader makes of a file: sheets of numbered lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from tabayyun.kit.errors import Refused
from tabayyun.kit.sheets.reading import limits


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that shows no value of its own; ``say`` is the msgid of the reason."""

    say: str


Cell = str | int | float | bool | date | datetime | time | timedelta | Unreadable | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet, as the spreadsheet program numbers it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, place: int) -> Cell:
        """The cell in column ``place`` (0 is A); None where the line is shorter."""
        return self.cells[place] if 0 <= place < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet without its empty lines."""

    name: str
    lines: tuple[Line, ...]

    @property
    def width(self) -> int:
        return max((len(line.cells) for line in self.lines), default=0)


def is_empty(cells: tuple[Cell, ...]) -> bool:
    """Whether nothing is written in any of ``cells``."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def refuse_size(rows: int, columns: int) -> None:
    """Raise Refused when a sheet of that size is too much for one import."""
    if rows > limits.ROWS:
        raise Refused(
            _("The sheet has more than %(most)s lines. Split it into several files.") % {"most": limits.ROWS}
        )
    if columns > limits.COLUMNS:
        raise Refused(_("The sheet has more than %(most)s columns.") % {"most": limits.COLUMNS})
