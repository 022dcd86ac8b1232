"""What runs by itself."""

from __future__ import annotations

from django.utils import timezone

from tabayyun.desk.opendays import operations
from tabayyun.kit import jobs


def schedule() -> None:
    """Declare the jobs of this room."""
    jobs.every(1, "tabayyun.desk.opendays.jobs.run_waiting_lists")
    jobs.every(24 * 60, "tabayyun.desk.opendays.jobs.purge_visitors")


def run_waiting_lists() -> int:
    """End offers nobody took and ask the next; end lists that are too late. Harmless when it runs twice."""
    now = timezone.now()
    return operations.lapse_offers(now=now) + operations.end_waiting(now=now)


def purge_visitors() -> int:
    """Forget visitors of past editions. An interruption leaves editions for the next time."""
    return operations.purge_visitors(now=timezone.now())
