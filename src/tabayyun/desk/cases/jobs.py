"""What runs by itself."""

from __future__ import annotations

from django.utils import timezone

from tabayyun.desk.cases import operations
from tabayyun.kit import jobs


def schedule() -> None:
    """Declare the jobs of this room."""
    jobs.every(1, "tabayyun.desk.cases.jobs.remind")
    jobs.every(24 * 60, "tabayyun.desk.cases.jobs.purge_posts")


def remind() -> int:
    """Remind and escalate; the letters leave from the outbox. Harmless when it runs twice."""
    now = timezone.now()
    return operations.remind_units(now=now) + operations.remind_desk(now=now)


def purge_posts() -> int:
    """Forget old posts that belong to no case; how many. An interruption leaves a smaller purge."""
    return operations.purge_posts(now=timezone.now()).deleted
