"""The demonstration's yearly report: begun, one of its chapters published, the other still being written.

Its figures are computed from the records of the demonstration. Where those say nothing, the chapter says
so: nothing is made up for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.models import Chapter
from tabayyun.kit.models import User

RECORDS = timedelta(days=60)
"""So far back lies the year reported on: one that has only begun would have next to no records."""
PUBLISHED = 6


def load(author: User, approver: User, now: datetime) -> None:
    """Begin the report and publish chapter `PUBLISHED` of it, as it stands at ``now``."""
    year = timezone.localdate(now - RECORDS).year
    if Chapter.objects.filter(report__year=year).exists():
        return  # a register of that year has its own
    operations.begin(year=year, by=author, now=now - timedelta(hours=3))
    chapter = Chapter.objects.get(report__year=year, number=PUBLISHED)
    operations.submit(chapter=chapter, by=author, now=now - timedelta(hours=2))
    seen = queries.revision(chapter)
    operations.approve(chapter=chapter, seen=seen, by=approver, now=now - timedelta(hours=1))
    operations.publish(chapter=chapter, by=approver, now=now)
