"""Posts that belong to no case are forgotten after a set number of days.

This room does not know which posts the rooms above still need. Whoever does calls `purge` and passes
``release``: it is given ids of old posts, lets go of what it holds on those nobody needs any more,
and answers which ones may be deleted. Both happen in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tabayyun.desk.watch.models import Post, QuarantinedLine, Source
from tabayyun.desk.watch.operations.quarantining import IN_DATABASE
from tabayyun.desk.watch.queries import file_of
from tabayyun.kit import audit

CHUNK = 500
Release = Callable[[Sequence[int]], Collection[int]]


@dataclass(frozen=True, slots=True)
class Purged:
    """How many posts were deleted, and how many old ones are still needed."""

    deleted: int
    kept: int


def purge(*, now: datetime, release: Release) -> Purged:
    """Delete posts collected more than ``POST_RETENTION_DAYS`` ago that ``release`` lets go.

    In chunks, so that nobody waits long for the write lock; an interruption leaves a smaller purge.
    """
    before = now - timedelta(days=settings.POST_RETENTION_DAYS)
    deleted = kept = last = 0
    by_source: dict[int, int] = {}
    while ids := _old(before, last):
        last = ids[-1]
        gone = _delete(ids, release, by_source)
        deleted, kept = deleted + gone, kept + len(ids) - gone
    _record(by_source, before, now)
    return Purged(deleted, kept)


def purge_quarantine(*, now: datetime) -> int:
    """Forget lines put aside more than ``POST_RETENTION_DAYS`` ago, with their files: they name authors."""
    before = now - timedelta(days=settings.POST_RETENTION_DAYS)
    old = QuarantinedLine.objects.filter(at__lt=before)
    digests = set(old.filter(size__gt=IN_DATABASE).values_list("sha256", flat=True))
    with transaction.atomic():
        count, _by_model = old.delete()
        still = set(QuarantinedLine.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
    for digest in digests - still:
        file_of(digest).unlink(missing_ok=True)
    return count


def _old(before: datetime, last: int) -> list[int]:
    posts = Post.objects.filter(collected_at__lt=before, id__gt=last).order_by("id")
    return list(posts.values_list("id", flat=True)[:CHUNK])


def _delete(ids: Sequence[int], release: Release, by_source: dict[int, int]) -> int:
    with transaction.atomic():
        posts = Post.objects.filter(pk__in=list(release(ids))).filter(Q(pk__in=ids))
        for source_id in posts.values_list("source_id", flat=True):
            by_source[source_id] = by_source.get(source_id, 0) + 1
        return posts.delete()[1].get("watch.Post", 0)


def _record(by_source: dict[int, int], before: datetime, now: datetime) -> None:
    for source in Source.objects.filter(pk__in=by_source):
        facts: dict[str, Any] = {"posts": by_source[source.pk], "collected_before": before.isoformat()}
        audit.record(verb="watch.purged", subject=source, now=now, label="retention", **facts)
