"""Work that runs by itself: every room declares its jobs, one table schedules them.

Delivery is at least once (django-q2): each job must do no harm when it runs twice.
"""

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


def soon(function: str, *args: object) -> None:
    """Run the dotted ``function`` as soon as a worker is free."""
    async_task(function, *args)
