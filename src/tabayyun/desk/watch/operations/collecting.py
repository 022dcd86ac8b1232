"""Taking posts in: checked, without author names, each once, together with the cursor."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Greatest

from tabayyun.desk.watch.models import Post, Source
from tabayyun.desk.watch.operations.quarantining import put_aside, storable
from tabayyun.desk.watch.queries import line_in_words
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise
from tabayyun.plugins.sources import post_format, reasons
from tabayyun.plugins.sources.base import Batch, RawPost, Rejected

IDS_AT_ONCE = 500
INSERT = """
    INSERT INTO watch_post (source_id, external_id, text, posted_at, collected_at, lang, url, author, media,
                            shares, likes, replies_to)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of a batch, in posts."""

    posts: int
    rejected: int
    duplicates: int
    """Seen before, with the same text."""


class RefusedLine(Refused):
    """A line is no post and the caller asked to be strict. Nothing of its batch was saved."""

    def __init__(self, line: Rejected) -> None:
        origin, detail = storable(line.origin), storable(line.detail)
        super().__init__(line_in_words(origin, line.line_number, line.reason, detail))
        self.line = line


def collect(*, source: Source, batch: Batch, now: datetime, strict: bool = False) -> Collected:
    """Save a batch and its cursor. Posts that are already there are left as they are.

    What is no post goes to the quarantine; with ``strict`` it raises `RefusedLine` instead.
    """
    fit, rejected = _sorted_out(batch, now)
    with transaction.atomic():
        new, seen, other_text = take_in(source, fit, now)
        rejected += other_text
        if strict and rejected:
            raise RefusedLine(min(rejected, key=lambda line: line.line_number))
        put_aside(source=source, lines=rejected, now=now)
        _note(source, batch, now)
    return Collected(new, len(rejected), seen)


def take_in(source: Source, posts: Sequence[RawPost], now: datetime) -> tuple[int, int, list[Rejected]]:
    """Insert the posts that are new: their number, how many were there, which say something else.

    Runs inside the caller's transaction.
    """
    serialise("watch.collect")  # ids become visible in order: rooms above read from a cursor
    new, seen, other_text = _unseen(source, posts)
    _insert(source, new, now)
    _count(source, new, now)
    return len(new), seen, other_text


def author_hash(plugin: str, author: str) -> str:
    """128 bits in hex that stand for an author: the same name on the same network gives the same."""
    if not author:
        return ""
    message = f"{plugin}\0{author}".encode()
    return hmac.digest(settings.AUTHOR_HASH_KEY.encode(), message, "sha256")[:16].hex()


def _sorted_out(batch: Batch, now: datetime) -> tuple[list[RawPost], list[Rejected]]:
    fit, rejected = [], list(batch.rejected)
    fault = post_format.fault
    for post in batch.posts:
        wrong = fault(post, now)
        if wrong is None:
            fit.append(post)
        else:
            rejected.append(_rejected(post, *wrong))
    return fit, rejected


def _rejected(post: RawPost, reason: str, detail: str) -> Rejected:
    """Its bytes if the quarantine can read them again, else all its fields as a line of the post format."""
    readable = post.header or isinstance(post_format.parse(post.raw), RawPost)
    raw = post.raw if readable else post_format.dump(post)
    return Rejected(post.origin, post.line_number, reason, detail, raw, post.header)


def _unseen(source: Source, posts: Sequence[RawPost]) -> tuple[list[RawPost], int, list[Rejected]]:
    """Posts with a new id; how many were seen before; those that say something else under a known id."""
    texts = _texts(source, [post.id for post in posts])
    new: list[RawPost] = []
    rejected: list[Rejected] = []
    for post in posts:
        known = texts.get(post.id)
        if known is None:
            texts[post.id] = post.text
            new.append(post)
        elif known != post.text:
            rejected.append(_rejected(post, reasons.DUPLICATE_ID, post.id))
    return new, len(posts) - len(new) - len(rejected), rejected


def _texts(source: Source, ids: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    mine = Post.objects.filter(source=source)
    for start in range(0, len(ids), IDS_AT_ONCE):
        chunk = mine.filter(external_id__in=ids[start : start + IDS_AT_ONCE])
        found.update(chunk.values_list("external_id", "text"))
    return found


def _insert(source: Source, posts: Sequence[RawPost], now: datetime) -> None:
    """Plain rows through the cursor: model instances take five times as long, and this is the hot path."""
    plugin, collected_at = source.plugin, _stored(now)
    rows = [
        (
            source.pk,
            post.id,
            post.text,
            _stored(post.created_at) if post.created_at else None,
            collected_at,
            post.lang,
            post.url,
            author_hash(plugin, post.author),
            json.dumps(post.media, ensure_ascii=False) if post.media else "[]",
            post.shares,
            post.likes,
            post.replies_to,
        )
        for post in posts
    ]
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, rows)


def _stored(at: datetime) -> datetime | str:
    """A moment as the database keeps it; on SQLite text in UTC, as Django writes it."""
    return str(at.astimezone(UTC).replace(tzinfo=None)) if connection.vendor == "sqlite" else at


def _count(source: Source, new: Sequence[RawPost], now: datetime) -> None:
    if not new:
        return
    changes: dict[str, Any] = {"posts_total": F("posts_total") + len(new), "last_collected_at": now}
    dates = [post.created_at for post in new if post.created_at]
    if dates:
        newest = Value(max(dates))
        changes["last_post_at"] = Greatest(Coalesce(F("last_post_at"), newest), newest)
    Source.objects.filter(pk=source.pk).update(**changes)


def _note(source: Source, batch: Batch, now: datetime) -> None:
    """The cursor and the health of the source. A batch without posts does not yet mean that all is well."""
    changes: dict[str, Any] = {"polled_at": now}
    if batch.cursor:
        changes["cursor"] = batch.cursor
    if batch.posts:
        changes |= {"errors_in_a_row": 0, "last_error": "", "retry_at": None}
    Source.objects.filter(pk=source.pk).update(**changes)
