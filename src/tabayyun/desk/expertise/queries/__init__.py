"""What was examined, kept and shown in the expertise room."""

from tabayyun.desk.expertise.queries.evidence import (
    custody_is_whole,
    custody_of,
    evidence_of,
    unkept_captures,
)
from tabayyun.desk.expertise.queries.examinations import method_name, of, recent, subject
from tabayyun.desk.expertise.queries.pictures import (
    illustrations_of,
    open_reveals,
    revealed,
    revealed_to,
    shift_of,
)

__all__ = [
    "custody_is_whole",
    "custody_of",
    "evidence_of",
    "illustrations_of",
    "method_name",
    "of",
    "open_reveals",
    "recent",
    "revealed",
    "revealed_to",
    "shift_of",
    "subject",
    "unkept_captures",
]
