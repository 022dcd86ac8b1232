"""What is done to cases. Every operation is one transaction and leaves an audit entry."""

from tabayyun.desk.cases.operations.course import close, decide, open_case
from tabayyun.desk.cases.operations.inquiries import answer_inquiry, ask
from tabayyun.desk.cases.operations.moments import record_approval, record_disclosure, record_holding
from tabayyun.desk.cases.operations.people import add_note, assign, lock, renew, unlock
from tabayyun.desk.cases.operations.reminders import remind_desk, remind_units
from tabayyun.desk.cases.operations.retention import purge_posts
from tabayyun.desk.cases.operations.units import add_unit, edit_unit

__all__ = [
    "add_note",
    "add_unit",
    "answer_inquiry",
    "ask",
    "assign",
    "close",
    "decide",
    "edit_unit",
    "lock",
    "open_case",
    "purge_posts",
    "record_approval",
    "record_disclosure",
    "record_holding",
    "remind_desk",
    "remind_units",
    "renew",
    "unlock",
]
