"""Posts in the order in which they arrived."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tabayyun.desk.watch.models import Post, Source


class PostRow(NamedTuple):
    """A post as the engine needs it."""

    id: int
    source: str
    """Short name of the source."""
    external_id: str
    text: str
    posted_at: datetime | None
    collected_at: datetime
    lang: str
    shares: int
    source_id: int


COLUMNS = tuple("source__slug" if name == "source" else name for name in PostRow._fields)


def posts_after(cursor: int, limit: int) -> list[PostRow]:
    """At most ``limit`` posts that arrived after the post with id ``cursor``, in order of arrival."""
    rows = Post.objects.filter(id__gt=cursor).order_by("id").values_list(*COLUMNS)[:limit]
    return list(map(PostRow._make, rows))


def latest(source: Source, count: int = 10) -> list[Post]:
    """The posts of a source that arrived last, newest first."""
    return list(Post.objects.filter(source=source).order_by("-id")[:count])
