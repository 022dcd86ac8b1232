"""What the report does by itself: chapters go out at their hour."""

from django.utils import timezone

from tabayyun.desk.report import operations
from tabayyun.kit.jobs import every


def schedule() -> None:
    """Declare the jobs of this room."""
    every(1, "tabayyun.desk.report.jobs.publish_due")


def publish_due() -> int:
    """Publish what was scheduled until now; how many chapters."""
    return len(operations.publish_due(now=timezone.now()))
