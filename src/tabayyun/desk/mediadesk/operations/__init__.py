"""What is done to media requests. Every operation is one transaction and leaves an audit entry."""

from tabayyun.desk.mediadesk.operations.asking import Asked, file_request
from tabayyun.desk.mediadesk.operations.coverage import Piece, record_coverage
from tabayyun.desk.mediadesk.operations.deciding import (
    Verdict,
    ask_review,
    close,
    decide,
    decide_anew,
    uphold,
)
from tabayyun.desk.mediadesk.operations.documents import add_document
from tabayyun.desk.mediadesk.operations.expiring import announce_ends, reopen_ended, tell_late
from tabayyun.desk.mediadesk.operations.filming import book, call_off, release, save_resource, set_shoot
from tabayyun.desk.mediadesk.operations.grounds import Ground, add_ground, edit_ground
from tabayyun.desk.mediadesk.operations.inbox import attach, make_request, read_mailbox, set_aside, take
from tabayyun.desk.mediadesk.operations.people import assign, lock, renew, unlock
from tabayyun.desk.mediadesk.operations.retention import purge
from tabayyun.desk.mediadesk.operations.supporting import record_support
from tabayyun.desk.mediadesk.operations.talking import note, reply, write_in

__all__ = [
    "Asked",
    "Ground",
    "Piece",
    "Verdict",
    "add_document",
    "add_ground",
    "announce_ends",
    "ask_review",
    "assign",
    "attach",
    "book",
    "call_off",
    "close",
    "decide",
    "decide_anew",
    "edit_ground",
    "file_request",
    "lock",
    "make_request",
    "note",
    "purge",
    "read_mailbox",
    "record_coverage",
    "record_support",
    "release",
    "renew",
    "reopen_ended",
    "reply",
    "save_resource",
    "set_aside",
    "set_shoot",
    "take",
    "tell_late",
    "unlock",
    "uphold",
    "write_in",
]
