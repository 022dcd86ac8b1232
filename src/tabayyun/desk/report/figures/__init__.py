"""Every figure of the report: one small function each, registered by its name."""

from tabayyun.desk.report.figures import accounts, contents, events, media, meetings, statements  # noqa: F401  (they register)
from tabayyun.desk.report.figures.base import REGISTER, Definition, Figure, Found, Unit
from tabayyun.desk.report.figures.periods import Period
from tabayyun.desk.report.figures.rows import Difference, Line, Rows, difference, packed, root, unpacked

__all__ = [
    "REGISTER",
    "Definition",
    "Difference",
    "Figure",
    "Found",
    "Line",
    "Period",
    "Rows",
    "Unit",
    "difference",
    "packed",
    "root",
    "unpacked",
]
