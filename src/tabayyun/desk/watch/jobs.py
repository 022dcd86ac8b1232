"""What runs by itself in this room.

`operations.purge` is not here: which posts a case still needs is known further up.
"""

from __future__ import annotations

from django.utils import timezone

from tabayyun.desk.watch import operations
from tabayyun.kit import jobs


def schedule() -> None:
    """Declare the jobs of this room."""
    jobs.every(24 * 60, "tabayyun.desk.watch.jobs.purge_quarantine")


def purge_quarantine() -> int:
    """Forget old lines of the quarantine. Harmless when it runs twice."""
    return operations.purge_quarantine(now=timezone.now())
