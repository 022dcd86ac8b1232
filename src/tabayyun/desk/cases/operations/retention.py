"""Posts that belong to no case are purged after a set number of days; those of a case never are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from tabayyun.desk.signals.models import Content
from tabayyun.desk.signals.operations.forgetting import let_go
from tabayyun.desk.watch import operations as watch


def purge_posts(*, now: datetime) -> watch.Purged:
    """Delete posts collected more than POST_RETENTION_DAYS ago that belong to no case.

    A content that was ever taken into a case or examined, or on which evidence was kept, keeps every post,
    also those collected later.
    """
    before = now - timedelta(days=settings.POST_RETENTION_DAYS)
    of_use = Q(cases__isnull=False) | Q(examinations__isnull=False) | Q(evidence__isnull=False)
    needed = Content.objects.filter(of_use)

    def release(posts: Sequence[int]) -> Collection[int]:
        return let_go(posts=posts, before=before, needed=needed)

    return watch.purge(now=now, release=release)
