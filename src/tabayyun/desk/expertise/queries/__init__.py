"""What was examined, kept and shown in the expertise room."""

from tabayyun.desk.expertise.queries.custody import (
    custody_faults,
    custody_is_whole,
    heads,
    heads_at,
    latest_checkpoint,
    proof_of,
)
from tabayyun.desk.expertise.queries.evidence import custody_of, evidence_of, unkept_captures
from tabayyun.desk.expertise.queries.examinations import method_name, of, recent, subject
from tabayyun.desk.expertise.queries.pictures import (
    illustrations_of,
    open_reveals,
    revealed,
    revealed_to,
    shift_of,
)

__all__ = [
    "custody_faults",
    "custody_is_whole",
    "custody_of",
    "evidence_of",
    "heads",
    "heads_at",
    "illustrations_of",
    "latest_checkpoint",
    "method_name",
    "of",
    "open_reveals",
    "proof_of",
    "recent",
    "revealed",
    "revealed_to",
    "shift_of",
    "subject",
    "unkept_captures",
]
