"""What runs by itself. Each job does no harm when it runs twice."""

from __future__ import annotations

from django.utils import timezone

from tabayyun.desk.mediadesk import operations
from tabayyun.kit import jobs


def schedule() -> None:
    """Declare the jobs of this room."""
    jobs.every(1, "tabayyun.desk.mediadesk.jobs.read_mailbox")
    jobs.every(10, "tabayyun.desk.mediadesk.jobs.keep_time")
    jobs.every(24 * 60, "tabayyun.desk.mediadesk.jobs.purge")


def read_mailbox() -> int:
    """Take in the mails that arrived; how many."""
    return operations.read_mailbox(now=timezone.now())


def keep_time() -> int:
    """Open again what a restriction held back until now, announce what ends soon, tell of what is late.

    Also record the film support of the shoots that are over.
    """
    now = timezone.now()
    due = (
        *(operations.reopen_ended, operations.announce_ends),
        *(operations.tell_late, operations.record_support),
    )
    return sum(each(now=now) for each in due)


def purge() -> int:
    """Forget who asked for what was settled long ago; how many requests."""
    return operations.purge(now=timezone.now())
