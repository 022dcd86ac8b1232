"""Who is on a case."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from tabayyun.desk.cases.models import Case
from tabayyun.kit.models import User


def holder(case: Case, now: datetime) -> User | None:
    """Who is on ``case`` at ``now``; None when nobody is, or has not been heard of for LOCK_MINUTES."""
    if case.locked_at is None or case.locked_at + timedelta(minutes=settings.LOCK_MINUTES) <= now:
        return None
    return case.locked_by
