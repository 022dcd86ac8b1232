from tabayyun.desk.signals.views.content import content
from tabayyun.desk.signals.views.decisions import answer, dismiss, handle, release, reopen
from tabayyun.desk.signals.views.live import events
from tabayyun.desk.signals.views.matching import matching, not_same, same, take_back
from tabayyun.desk.signals.views.models import models, train, use, use_packaged
from tabayyun.desk.signals.views.queue import queue

__all__ = [
    "answer",
    "content",
    "dismiss",
    "events",
    "handle",
    "matching",
    "models",
    "not_same",
    "queue",
    "release",
    "reopen",
    "same",
    "take_back",
    "train",
    "use",
    "use_packaged",
]
