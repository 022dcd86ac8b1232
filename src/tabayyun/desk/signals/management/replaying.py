"""Running a stream through the real pipeline, and timing it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import ceil, log
from typing import TextIO

from django.utils.translation import gettext as _

from tabayyun.desk.signals import operations, queries
from tabayyun.desk.watch.models import Source
from tabayyun.desk.watch.operations import collect
from tabayyun.plugins.sources.base import Batch, RawPost

AT_ONCE = 1000
"""Posts in one transaction at full speed."""
STEP = 1.02
"""Every bucket of the latencies is 2 % wider than the one before."""
SHORTEST = 1e-4
BAR = 28


@dataclass(frozen=True, slots=True)
class Arrived:
    """Posts to collect now, with the moment each was read (`time.perf_counter` seconds)."""

    batch: Batch
    read_at: list[float]


@dataclass(slots=True)
class Latencies:
    """Percentiles in constant memory, to 2 %."""

    counts: dict[int, int] = field(default_factory=dict)

    def add(self, seconds: float) -> None:
        bucket = ceil(log(max(seconds, SHORTEST) / SHORTEST) / log(STEP))
        self.counts[bucket] = self.counts.get(bucket, 0) + 1

    def percentile(self, share: float) -> float | None:
        """Seconds under which ``share`` (0–1) of all lie; None without any."""
        left = share * sum(self.counts.values())
        for bucket in sorted(self.counts):
            left -= self.counts[bucket]
            if left <= 0:
                return round(SHORTEST * STEP**bucket, 4)
        return None


@dataclass(slots=True)
class Replay:
    """One run: what came of it so far."""

    source: Source
    strict: bool = False
    posts: int = 0
    quarantined: int = 0
    contents: int = 0
    signals: int = 0
    latencies: Latencies = field(default_factory=Latencies)
    started: float = field(default_factory=time.perf_counter)
    ended: float = 0.0

    def run(self, arrivals: Iterable[Arrived], told: Callable[[Replay, str], None]) -> None:
        """Collect and pump until the stream ends. Raises RefusedLine when strict."""
        for arrived in arrivals:
            self._take(arrived)
            told(self, arrived.batch.cursor)
        self.ended = time.perf_counter()

    def _take(self, arrived: Arrived) -> None:
        done = collect(source=self.source, batch=arrived.batch, now=datetime.now(UTC), strict=self.strict)
        self.posts += done.posts
        self.quarantined += done.rejected
        while (pumped := operations.pump(now=datetime.now(UTC))).posts:
            self.contents += pumped.contents
            self.signals += pumped.signals
        visible = time.perf_counter()
        for read_at in arrived.read_at:
            self.latencies.add(visible - read_at)

    def result(self) -> dict[str, int | float | None]:
        """The figures, as they are printed."""
        seconds = max(1e-9, (self.ended or time.perf_counter()) - self.started)
        return {
            "posts": self.posts,
            "quarantined": self.quarantined,
            "contents": self.contents,
            "signals": self.signals,
            "cases_suggested": queries.suggested().count(),
            "posts_per_second": round(self.posts / seconds, 1),
            "post_to_queue_p50_s": self.latencies.percentile(0.50),
            "post_to_queue_p95_s": self.latencies.percentile(0.95),
        }


def at_full_speed(batches: Iterator[Batch]) -> Iterator[Arrived]:
    """As fast as it goes. Every post counts as read when the reading of its batch began."""
    while True:
        began = time.perf_counter()
        batch = next(batches, None)
        if batch is None:
            return
        for posts, last in _slices(batch.posts):
            yield Arrived(
                Batch(posts, batch.rejected if last else [], batch.cursor if last else ""),
                [began] * len(posts),
            )


def paced(batches: Iterator[Batch], due: Callable[[RawPost, int], float]) -> Iterator[Arrived]:
    """Live: a post is read at the moment it is due, whether or not we were ready for it.

    Counting from the due moment keeps the figures honest: while one batch is being saved, the next
    posts are already waiting.
    """
    number = 0
    for batch in batches:
        posts = [(post, due(post, number + n)) for n, post in enumerate(batch.posts)]
        number += len(posts)
        while posts:
            time.sleep(max(0.0, posts[0][1] - time.perf_counter()))
            now = time.perf_counter()
            ready = [pair for pair in posts[:AT_ONCE] if pair[1] <= now]
            posts = posts[len(ready) :]
            yield Arrived(Batch([post for post, _at in ready]), [at for _post, at in ready])
        yield Arrived(Batch([], batch.rejected, batch.cursor), [])


def at_rate(rate: float) -> Callable[[RawPost, int], float]:
    """So many posts a second."""
    start = time.perf_counter()
    return lambda _post, number: start + number / rate


def at_own_times(speed: float) -> Callable[[RawPost, int], float]:
    """As the posts' own times say, ``speed`` times as fast; without a time, with the post before."""
    start = time.perf_counter()
    first: list[datetime] = []
    latest = [start]

    def due(post: RawPost, _number: int) -> float:
        if post.created_at is not None:
            first[:] = first or [post.created_at]
            after = (post.created_at - first[0]).total_seconds() / speed
            latest[0] = max(latest[0], start + after)
        return latest[0]

    return due


@dataclass(slots=True)
class Progress:
    """A bar on a terminal, or a line every ten seconds in a log."""

    stream: TextIO = sys.stderr
    shown_at: float = 0.0
    share: float = 0.0

    def show(self, share: float, replay: Replay, *, last: bool = False) -> None:
        self.share = max(self.share, min(1.0, share))  # a part of a batch has no cursor of its own
        terminal = self.stream.isatty()
        now = time.perf_counter()
        if not last and now - self.shown_at < (0.1 if terminal else 10):
            return
        self.shown_at = now
        full = int(self.share * BAR)
        speed = replay.posts / max(1e-9, now - replay.started)
        line = _("%(posts)s posts, %(contents)s contents, %(speed)s a second") % {
            "posts": replay.posts,
            "contents": replay.contents,
            "speed": round(speed),
        }
        start, end = ("\r", "\n" if last else "") if terminal else ("", "\n")
        self.stream.write(f"{start}{'█' * full}{'░' * (BAR - full)} {self.share:4.0%}  {line} {end}")
        self.stream.flush()


def _slices(posts: list[RawPost]) -> Iterator[tuple[list[RawPost], bool]]:
    for start in range(0, max(1, len(posts)), AT_ONCE):
        yield posts[start : start + AT_ONCE], start + AT_ONCE >= len(posts)
