"""Trusted time on every head of the log. A head without one says so, and is tried again."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings

from tabayyun.desk.press.models import LogCheckpoint
from tabayyun.kit import plugins

AT_ONCE = 20
logger = logging.getLogger(__name__)


def stamp_checkpoints(*, now: datetime) -> int:
    """Have the newest unstamped heads of the log stamped; how many were. Never raises."""
    waiting = LogCheckpoint.objects.filter(timestamp__isnull=True).order_by("-size")[:AT_ONCE]
    return sum(_stamp(checkpoint, now) for checkpoint in waiting)


def _stamp(checkpoint: LogCheckpoint, now: datetime) -> bool:
    try:
        token = plugins.load("timestamps", settings.TIMESTAMP_PLUGIN).stamp(
            checkpoint.note.encode(), home=str(settings.HOME), url=settings.TIMESTAMP_URL
        )
    except Exception as error:  # whatever it was: a head without a timestamp says why
        return _failed(checkpoint, f"{type(error).__name__}: {error}", now)
    if not token:
        return _failed(checkpoint, "the authority answered with nothing", now)
    LogCheckpoint.objects.filter(pk=checkpoint.pk).update(timestamp=token, timestamp_error="")
    return True


def _failed(checkpoint: LogCheckpoint, reason: str, now: datetime) -> bool:
    logger.warning("no timestamp for the log at size %s: %s", checkpoint.size, reason)
    LogCheckpoint.objects.filter(pk=checkpoint.pk).update(
        timestamp_error=f"{now.isoformat(timespec='seconds')} {reason}"
    )
    return False
