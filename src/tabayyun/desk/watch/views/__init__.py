"""Pages of the watch room."""

from tabayyun.desk.watch.views.quarantine import discard, discard_all, quarantine, raw, replay, replay_all
from tabayyun.desk.watch.views.sources import add, edit, pause, resume, source, sources

__all__ = [
    "add",
    "discard",
    "discard_all",
    "edit",
    "pause",
    "quarantine",
    "raw",
    "replay",
    "replay_all",
    "resume",
    "source",
    "sources",
]
