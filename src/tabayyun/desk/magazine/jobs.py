"""What the magazine room does by itself."""

from __future__ import annotations

from django.utils import timezone

from tabayyun.desk.magazine import operations
from tabayyun.kit.jobs import every


def schedule() -> None:
    """Declare the jobs of this room."""
    every(24 * 60, "tabayyun.desk.magazine.jobs.forget_pictures")


def forget_pictures() -> int:
    """Forget pictures that no text shows; how many files. Harmless when it runs twice."""
    return operations.forget_pictures(now=timezone.now())
