"""What runs by itself."""

from __future__ import annotations

from django.utils import timezone

from tabayyun.desk.outreach import operations
from tabayyun.kit import jobs


def schedule() -> None:
    """Declare the jobs of this room."""
    jobs.every(24 * 60, "tabayyun.desk.outreach.jobs.purge_children")


def purge_children() -> int:
    """Forget the children of long ago. Harmless when it runs twice."""
    return operations.purge_children(now=timezone.now())
