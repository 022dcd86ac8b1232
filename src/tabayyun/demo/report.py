"""The demonstration's yearly report: begun, one of its chapters published, the other still being written.

Its figures are computed from the records of the demonstration. The writer leaves out the sections that
name a figure there are no records for: nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import datetime, timedelta

from django.utils import timezone

from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.models import Chapter
from tabayyun.kit.models import User

RECORDS = timedelta(days=60)
"""So far back lies the year reported on: one that has only begun would have next to no records."""
PUBLISHED = 6
SECTION = re.compile(r"\n\n(?=## )")
NAMED = re.compile(r"\{\{(\w+)")


def load(author: User, approver: User, now: datetime) -> None:
    """Begin the report and publish chapter `PUBLISHED` of it, as it stands at ``now``."""
    year = timezone.localdate(now - RECORDS).year
    if Chapter.objects.filter(report__year=year).exists():
        return  # a register of that year has its own
    operations.begin(year=year, by=author, now=now - timedelta(hours=4))
    chapter = Chapter.objects.get(report__year=year, number=PUBLISHED)
    _write(chapter, author, now - timedelta(hours=3))
    operations.submit(chapter=chapter, by=author, now=now - timedelta(hours=2))
    seen = queries.revision(chapter)
    operations.approve(chapter=chapter, seen=seen, by=approver, now=now - timedelta(hours=1))
    operations.publish(chapter=chapter, by=approver, now=now)


def _write(chapter: Chapter, by: User, now: datetime) -> None:
    missing = {key for key, stated in queries.live_figures(chapter).items() if stated.value is None}
    for text in chapter.texts.order_by("lang"):
        source = _without(text.source, missing)
        operations.edit(chapter=chapter, lang=text.lang, title=text.title, source=source, by=by, now=now)


def _without(source: str, missing: Set[str]) -> str:
    """``source`` without the sections that name one of the ``missing`` figures."""
    kept = [part for part in SECTION.split(source) if missing.isdisjoint(NAMED.findall(part))]
    return "\n\n".join(kept)
