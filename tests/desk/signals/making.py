"""Rows for tests, made as the product makes them where it matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from tabayyun.desk.signals import operations
from tabayyun.desk.signals.models import Content, Copy, KnownClaim, Signal
from tabayyun.desk.watch.models import Post, Source
from tabayyun.desk.watch.operations import collect
from tabayyun.engine.text import normalise
from tabayyun.plugins.sources.base import Batch, RawPost

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_source(slug: str = "hashtag") -> Source:
    defaults = {"name": slug, "plugin": "file", "created_at": START}
    return Source.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_content(text: str, *, copies: int = 1, minutes: int = 0, kind: str = "", **values: Any) -> Content:
    """A content with ``copies`` posts, the last one ``minutes`` after the first."""
    source = make_source()
    step = timedelta(minutes=minutes) / max(1, copies - 1)
    posts = [
        Post.objects.create(
            source=source,
            external_id=f"p{next(_numbers)}",
            text=text,
            posted_at=START + n * step,
            collected_at=START + n * step,
        )
        for n in range(copies)
    ]
    content = Content.objects.create(
        **{
            "key": f"{source.slug}:{posts[0].external_id}",
            "first_post": posts[0],
            "text": text,
            "folded": normalise(text),
            "lang": "ar",
            "first_posted_at": START,
            "last_posted_at": posts[-1].posted_at,
            "detected_at": START,
            "copies": copies,
            "rank": float(next(_numbers)),
            "pulse": [1, copies],
            **values,
        }
    )
    Copy.objects.bulk_create([Copy(content=content, post=post) for post in posts])
    if kind:
        Signal.objects.create(content=content, kind=kind, score=0.9, reason={"words": ["قتل"]}, at=START)
    return content


def make_claim(text: str, reference: str = "BH-2022-0041", **values: Any) -> KnownClaim:
    """A claim that a statement of ours answers."""
    return operations.add_claim(
        **{
            "external_id": f"{reference}/ar",
            "origin": KnownClaim.Origin.STATEMENT,
            "text": text,
            "title": "",
            "lang": "ar",
            "verdict": "false",
            "url": f"https://desk.example/s/{reference}/",
            "reference": reference,
            "publisher": "",
            "reviewed_at": START,
            "now": START,
            **values,
        }
    )


def collect_texts(texts: Sequence[str], *, source: str = "hashtag", start: datetime = START) -> None:
    """Collect ``texts``, one a second, as the source's plugin would hand them over."""
    posts = [
        RawPost(f"{source}-{next(_numbers)}", text, start + timedelta(seconds=n))
        for n, text in enumerate(texts)
    ]
    collect(source=make_source(source), batch=Batch(posts), now=start + timedelta(hours=1))
