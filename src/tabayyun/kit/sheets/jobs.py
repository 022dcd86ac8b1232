"""What runs by itself."""

from __future__ import annotations

from django.utils import timezone

from tabayyun.kit import jobs
from tabayyun.kit.sheets import operations


def schedule() -> None:
    """Declare the jobs of this component."""
    jobs.every(24 * 60, "tabayyun.kit.sheets.jobs.forget")


def forget() -> int:
    """Forget old files. Harmless when it runs twice."""
    return operations.forget(now=timezone.now())
