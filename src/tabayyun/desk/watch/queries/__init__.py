"""What is asked about sources, posts and the quarantine."""

from tabayyun.desk.watch.queries.health import Health, State, health
from tabayyun.desk.watch.queries.posts import PostRow, posts_after
from tabayyun.desk.watch.queries.quarantine import bytes_of, file_of, quarantined, shown, waiting
from tabayyun.desk.watch.queries.words import reason_in_words, reasons_in_words

__all__ = [
    "Health",
    "PostRow",
    "State",
    "bytes_of",
    "file_of",
    "health",
    "posts_after",
    "quarantined",
    "reason_in_words",
    "reasons_in_words",
    "shown",
    "waiting",
]
