"""What is asked about sources, posts and the quarantine."""

from tabayyun.desk.watch.queries.health import Health, State, health, health_of
from tabayyun.desk.watch.queries.options import (
    is_secret,
    kind_in_words,
    kinds,
    option_error,
    option_help,
    option_in_words,
)
from tabayyun.desk.watch.queries.posts import PostRow, latest, posts_after
from tabayyun.desk.watch.queries.quarantine import bytes_of, file_of, listed, quarantined, row, waiting
from tabayyun.desk.watch.queries.words import line_in_words, reason_in_words, reasons_in_words

__all__ = [
    "Health",
    "PostRow",
    "State",
    "bytes_of",
    "file_of",
    "health",
    "health_of",
    "is_secret",
    "kind_in_words",
    "kinds",
    "latest",
    "line_in_words",
    "listed",
    "option_error",
    "option_help",
    "option_in_words",
    "posts_after",
    "quarantined",
    "reason_in_words",
    "reasons_in_words",
    "row",
    "waiting",
]
