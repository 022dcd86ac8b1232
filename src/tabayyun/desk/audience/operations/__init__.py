"""What the audience room decides: keyword-only, one transaction each, with the clock passed in."""

from tabayyun.desk.audience.operations.accounts import (
    add_account,
    edit_account,
    keep_token,
    pause,
    resume,
)
from tabayyun.desk.audience.operations.importing import key_of
from tabayyun.desk.audience.operations.reading import Read, read_account, read_due
from tabayyun.desk.audience.operations.recording import Recorded, record

__all__ = [
    "Read",
    "Recorded",
    "add_account",
    "edit_account",
    "keep_token",
    "key_of",
    "pause",
    "read_account",
    "read_due",
    "record",
    "resume",
]
