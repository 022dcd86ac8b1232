"""What runs by itself."""

from __future__ import annotations

from django.utils import timezone

from tabayyun.desk.opendays import operations
from tabayyun.kit import jobs


def schedule() -> None:
    """Declare the jobs of this room."""
    jobs.every(1, "tabayyun.desk.opendays.jobs.lapse_offers")
    jobs.every(24 * 60, "tabayyun.desk.opendays.jobs.purge_visitors")


def lapse_offers() -> int:
    """End the offers nobody took, and ask the next. Harmless when it runs twice, also at the same time."""
    return operations.lapse_offers(now=timezone.now())


def purge_visitors() -> int:
    """Forget visitors of past editions. An interruption leaves editions for the next time."""
    return operations.purge_visitors(now=timezone.now())
