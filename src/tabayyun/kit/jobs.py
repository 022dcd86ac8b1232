"""Work that runs by itself: every room declares its jobs, one table schedules them.

Delivery is at least once (django-q2): each job must do no harm when it runs twice.
"""

from dataclasses import dataclass

from django.db import transaction
from django_q.models import Schedule
from django_q.tasks import async_task


def every(minutes: int, function: str) -> None:
    """Run the dotted ``function`` every so many minutes. Declaring it again changes nothing."""
    Schedule.objects.update_or_create(
        name=function,
        defaults={
            "func": function,
            "schedule_type": Schedule.MINUTES,
            "minutes": minutes,
            "repeats": -1,
        },
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A mark that a job was asked for: it is gone when the transaction, or the part that asked, is over."""

    function: str
    args: tuple[object, ...]

    def __call__(self) -> None:
        """Nothing is left to be done."""


def soon(function: str, *args: object) -> None:
    """Run the dotted ``function`` as soon as the transaction is saved and a worker is free.

    Once, however often the transaction asks for it; with the transaction the job is lost or kept.
    """
    asked = _Asked(function, args)
    if all(other != asked for _savepoints, other, _robust in transaction.get_connection().run_on_commit):
        async_task(function, *args)
        transaction.on_commit(asked)
