"""Watches an RSS or Atom feed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from tabayyun.plugins.sources.base import Batch, RawPost, SourceError
from tabayyun.plugins.sources.examples import recorded
from tabayyun.plugins.sources.options import check_range, check_url, option, read
from tabayyun.plugins.sources.rss import format as feeds
from tabayyun.plugins.sources.rss.transport import Validators, fetch, validators

REMEMBERED = 2000
"""Entries that are known as seen: more than any feed of bounded size repeats."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a feed needs."""

    url: str = option("address of the feed (http or https)")
    timeout: int = option("seconds to wait for each step of the answer", 30)
    poll_seconds: int = option("seconds between two polls", 300)
    max_bytes: int = option("largest answer that is read, in bytes, after decompression", 5_000_000)

    def __post_init__(self) -> None:
        check_url("url", self.url, "https", "http")
        check_range("poll_seconds", self.poll_seconds, 1, 86_400)
        check_range("timeout", self.timeout, 1, 300)
        check_range("max_bytes", self.max_bytes, 1_000, 100_000_000)


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the server said last time, and the entries that were taken (digests, oldest first)."""

    validators: Validators = field(default_factory=Validators)
    seen: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """The cursor in ``text``; a beginning when there is none in it."""
        try:
            value = json.loads(text)
            seen = tuple(str(one) for one in value["seen"])
            return cls(Validators(str(value["etag"]), str(value["modified"])), seen)
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()

    def dump(self) -> str:
        """The cursor as text."""
        known = self.validators
        return json.dumps({"etag": known.etag, "modified": known.modified, "seen": list(self.seen)})


class Rss:
    """One GET a poll; only entries that were not seen become posts."""

    slug: ClassVar[str] = "rss"
    streaming: ClassVar[bool] = False

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def batches(self, options: Options, cursor: str, stop: Event) -> Iterator[Batch]:
        """At most one batch: the entries that are new. Raises SourceError."""
        at = Cursor.parse(cursor)
        answer = (
            None
            if stop.is_set()
            else fetch(options.url, at.validators, limit=options.max_bytes, timeout=options.timeout)
        )
        if answer is None:
            return
        feed = feeds.decode(answer.body, origin=answer.url, kind=answer.headers.get("content-type", ""))
        if not feed.readable:
            yield Batch(rejected=feed.rejected, cursor=at.dump())
            raise SourceError(f"{answer.url}: {feed.rejected[0].detail}")
        posts, seen = _unseen(feed.posts, at.seen)
        yield Batch(posts, feed.rejected, Cursor(validators(answer), seen).dump())

    def examples(self) -> list[tuple[bytes, list[RawPost]]]:
        """The recorded feeds beside this module."""
        return recorded(Path(__file__).with_name("examples"))


def _unseen(posts: list[RawPost], seen: tuple[str, ...]) -> tuple[list[RawPost], tuple[str, ...]]:
    """The posts that are not in ``seen``, and ``seen`` with everything that the feed holds now at its end."""
    known = dict.fromkeys(seen)
    fresh = []
    for post in posts:
        mark = hashlib.sha256(post.id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if mark not in known:
            fresh.append(post)
        known.pop(mark, None)
        known[mark] = None
    return fresh, tuple(known)[-REMEMBERED:]


plugin = Rss()
