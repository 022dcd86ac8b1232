"""What is asked about sources, posts and the quarantine."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tabayyun.desk.watch.models import Post


class PostRow(NamedTuple):
    """A post as the engine needs it."""

    id: int
    source: str
    external_id: str
    text: str
    posted_at: datetime | None
    collected_at: datetime
    lang: str
    shares: int
    source_id: int


def posts_after(cursor: int, limit: int) -> list[PostRow]:
    """At most ``limit`` posts that arrived after the post with id ``cursor``, in order of arrival."""
    rows = Post.objects.filter(id__gt=cursor).order_by("id")
    names = (
        "id",
        "source__slug",
        "external_id",
        "text",
        "posted_at",
        "collected_at",
        "lang",
        "shares",
        "source_id",
    )
    return list(map(PostRow._make, rows.values_list(*names)[:limit]))
