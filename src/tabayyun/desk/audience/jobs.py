"""What the audience room does by itself: a reading a day of every account."""

from __future__ import annotations

from django.utils import timezone

from tabayyun.desk.audience import operations
from tabayyun.kit.jobs import every


def schedule() -> None:
    """Declare the jobs of this room. Every quarter of an hour finds what is due or failed before."""
    every(15, "tabayyun.desk.audience.jobs.read_accounts")


def read_accounts() -> int:
    """Read what is due; how many accounts were read."""
    return operations.read_due(now=timezone.now()).read
