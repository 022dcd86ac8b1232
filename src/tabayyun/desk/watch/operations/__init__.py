"""What the watch room decides. Every function is one transaction, keyword-only, with the clock passed in."""

from tabayyun.desk.watch.operations.collecting import Collected, RefusedLine, author_hash, collect
from tabayyun.desk.watch.operations.managing import (
    add_source,
    checked,
    edit_source,
    fail,
    pause,
    polled,
    resume,
    wait_after,
)
from tabayyun.desk.watch.operations.replaying import (
    Replayed,
    discard_all,
    discard_quarantined,
    replay_all,
    replay_quarantined,
)
from tabayyun.desk.watch.operations.retention import Purged, purge, purge_quarantine
from tabayyun.desk.watch.operations.submitting import submit

__all__ = [
    "Collected",
    "Purged",
    "RefusedLine",
    "Replayed",
    "add_source",
    "author_hash",
    "checked",
    "collect",
    "discard_all",
    "discard_quarantined",
    "edit_source",
    "fail",
    "pause",
    "polled",
    "purge",
    "purge_quarantine",
    "replay_all",
    "replay_quarantined",
    "resume",
    "submit",
    "wait_after",
]
