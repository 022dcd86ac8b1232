"""Contents that nobody needs any more go with their posts, once those are old enough; so does traffic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from tabayyun.desk.signals.models import Content, Copy, Traffic
from tabayyun.desk.signals.queries.spread import USUAL_DAYS


def let_go(*, posts: Sequence[int], before: datetime, needed: QuerySet[Content]) -> set[int]:
    """Which of the old ``posts`` may be deleted, after forgetting the contents that are wholly old.

    No post of a ``needed`` content is let go. A content of which a copy was collected since ``before``
    keeps its first post, and loses its other old ones. Runs inside the caller's transaction.
    """
    recent = Copy.objects.filter(content=OuterRef("pk"), post__collected_at__gte=before)
    spare = Content.objects.exclude(pk__in=needed.values("pk"))
    old = spare.filter(first_post__in=posts).exclude(Exists(recent))
    Content.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    of_needed = Copy.objects.filter(post__in=posts, content__in=needed.values("pk"))
    kept = set(of_needed.values_list("post", flat=True))
    first = set(Content.objects.filter(first_post__in=posts).values_list("first_post", flat=True))
    return set(posts) - kept - first


def forget_traffic(*, now: datetime) -> int:
    """Drop the counts of hours that no longer tell what is usual; how many."""
    old = Traffic.objects.filter(hour__lt=now - timedelta(days=USUAL_DAYS + 1))
    return old.delete()[0]
