"""Children are forgotten: who they were goes, that somebody consented stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tabayyun.desk.outreach.models import Activity, Kind
from tabayyun.kit import audit


@transaction.atomic
def purge_children(*, now: datetime) -> int:
    """Forget name, age and free words about children whose visit is CHILD_RETENTION_DAYS ago; how many."""
    before = timezone.localdate(now) - timedelta(days=settings.CHILD_RETENTION_DAYS)
    old = Activity.objects.filter(kind=Kind.CHILD, held_on__lt=before, purged_at=None)
    for visit in old:
        audit.record(verb="outreach.child_forgotten", subject=visit, now=now, label="outreach")
    return old.update(child_name="", child_age=None, notes="", label="", place="", purged_at=now)
