"""A file as somebody uploads it, into sheets of lines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tabayyun.kit.errors import Refused
from tabayyun.kit.sheets.reading import limits
from tabayyun.kit.sheets.reading.grid import Cell, Grid, Line, Unreadable
from tabayyun.kit.sheets.reading.text import read_text
from tabayyun.kit.sheets.reading.workbook import read_workbook

__all__ = ["Cell", "Grid", "Line", "Unreadable", "limits", "read", "refuse_bytes"]
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(name: str, data: bytes) -> list[Grid]:
    """The sheets of a CSV or XLSX file, told apart by content, not by name. At least one line.

    Raises Refused, in the user's language, when the file is too large, damaged, protected, holds a
    macro, or is of another kind.
    """
    refuse_bytes(len(data))
    if data.startswith(_OLD):
        raise Refused(_("This is an old or protected workbook. Save it as .xlsx without a password."))
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")):
        raise Refused(_("This file is not a spreadsheet. Save it as .xlsx or .csv."))
    grids = read_workbook(data) if data.startswith(_ZIP) else read_text(name, data)
    if not any(grid.lines for grid in grids):
        raise Refused(_("This file is empty."))
    return grids


def refuse_bytes(size: int) -> None:
    """Raise Refused when a file of that size is too much: asked before it is read into memory."""
    if size > limits.BYTES:
        most = limits.BYTES // (1024 * 1024)
        raise Refused(_("The file is larger than %(most)s MB.") % {"most": most})
