"""Everything that changes in the expertise room."""

from tabayyun.desk.expertise.operations.evidence import erase, hold, opened, receive, release, stamp_due
from tabayyun.desk.expertise.operations.examining import LIMITS, LINK, SENTENCE, record, run_examiners
from tabayyun.desk.expertise.operations.exporting import export

__all__ = [
    "LIMITS",
    "LINK",
    "SENTENCE",
    "erase",
    "export",
    "hold",
    "opened",
    "receive",
    "record",
    "release",
    "run_examiners",
    "stamp_due",
]
