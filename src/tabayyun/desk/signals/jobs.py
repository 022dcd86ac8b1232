"""What the room does by itself."""

from django.utils import timezone

from tabayyun.desk.signals import operations
from tabayyun.kit.jobs import every


def release_expired() -> None:
    """Nobody is «on» a content because their browser crashed an hour ago."""
    operations.release_expired(now=timezone.now())


def forget_traffic() -> None:
    """What is usual is judged by the last weeks alone."""
    operations.forget_traffic(now=timezone.now())


def schedule() -> None:
    """Declare the room's jobs."""
    every(1, "tabayyun.desk.signals.jobs.release_expired")
    every(24 * 60, "tabayyun.desk.signals.jobs.forget_traffic")
