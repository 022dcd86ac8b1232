"""The one counter that orders every change to the contents, so that a live page can ask «what is new?»."""

from datetime import datetime

from django.db.models import F

from tabayyun.desk.signals.models import Checkpoint
from tabayyun.kit.locks import serialise

QUEUE = "queue"


def next_revision(now: datetime) -> int:
    """The next revision. Held until the transaction ends: revisions become visible in their order."""
    serialise("signals")
    Checkpoint.objects.get_or_create(name=QUEUE)
    Checkpoint.objects.filter(name=QUEUE).update(revision=F("revision") + 1, at=now)
    return Checkpoint.objects.values_list("revision", flat=True).get(name=QUEUE)
