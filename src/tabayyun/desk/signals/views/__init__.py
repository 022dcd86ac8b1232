from tabayyun.desk.signals.views.content import content
from tabayyun.desk.signals.views.decisions import answer, dismiss, handle, release, reopen
from tabayyun.desk.signals.views.live import events
from tabayyun.desk.signals.views.models import models, train, use, use_packaged
from tabayyun.desk.signals.views.queue import queue

__all__ = [
    "answer",
    "content",
    "dismiss",
    "events",
    "handle",
    "models",
    "queue",
    "release",
    "reopen",
    "train",
    "use",
    "use_packaged",
]
