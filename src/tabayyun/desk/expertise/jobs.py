"""What the expertise room does by itself: have its evidence stamped."""

from django.utils import timezone

from tabayyun.desk.expertise import operations
from tabayyun.kit.jobs import every


def schedule() -> None:
    """Declare the jobs of this room."""
    every(1, "tabayyun.desk.expertise.jobs.stamp")


def stamp() -> int:
    """Have what was received stamped; how many pieces were."""
    return operations.stamp_due(now=timezone.now())
