"""What the press room does by itself: publish at the hour, deliver, have the log stamped."""

from django.utils import timezone

from tabayyun.desk.press import operations
from tabayyun.kit.jobs import every


def schedule() -> None:
    """Declare the jobs of this room."""
    every(1, "tabayyun.desk.press.jobs.publish_due")
    every(1, "tabayyun.desk.press.jobs.deliver")
    every(1, "tabayyun.desk.press.jobs.stamp")


def publish_due() -> int:
    """Publish what was scheduled until now; how many texts."""
    return len(operations.publish_due(now=timezone.now()))


def deliver() -> int:
    """Deliver what is due; how many publications got their receipt."""
    return operations.deliver_due(now=timezone.now())


def stamp() -> int:
    """Have unstamped heads of the log stamped; how many were."""
    return operations.stamp_checkpoints(now=timezone.now())
