"""The demonstration's stream on its way through the real sources.

The posts lie in files that the watching process reads, as it would any file; live posts are appended
to a file that it follows. Nothing here touches a table of posts.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from tabayyun.demo.stream import Row, build, write
from tabayyun.desk.watch import operations
from tabayyun.desk.watch.models import QuarantinedLine, Source
from tabayyun.kit.models import User

LIVE_POSTS_A_SECOND = 2.0
BAR = 32
PAUSE = 0.3


@dataclass(frozen=True, slots=True)
class Replay:
    """A file whose reading is shown, and posts that are appended to ``live`` once it was read."""

    source: Source
    path: Path
    live: Path | None = None
    rows: tuple[Row, ...] = ()


def prepare(stream: Path | None, folder: Path, now: datetime) -> Replay:
    """Add the sources of the demonstration: ``stream``, or its own posts, written to ``folder``."""
    by = User.objects.get(username="admin")
    if stream:
        return Replay(_add("stream", stream.name, stream, now, by), stream)
    built = build(now)
    past, live = folder / "past.ndjson", folder / "live.ndjson"
    write(built.past, past)
    write([], live)
    _add("live", "منشورات تصل الآن", live, now, by)
    return Replay(_add("past", "منشورات اليوم السابق", past, now, by), past, live, tuple(built.live))


def _add(slug: str, name: str, path: Path, now: datetime, by: User) -> Source:
    options = {"path": str(path), "follow": True, "poll_seconds": 1}
    return operations.add_source(slug=slug, name=name, plugin="file", options=options, now=now, by=by)


def run(replay: Replay, stop: Event) -> None:
    """Show how the file is read, then append the live posts, until ``stop``."""
    size = max(1, replay.path.stat().st_size)
    while not stop.wait(PAUSE):
        replay.source.refresh_from_db()
        done = replay.source.polled_at is not None
        _show(replay.source, 1.0 if done else _offset(replay.source.cursor) / size)
        if done:
            break
    print(file=sys.stderr)
    if replay.live:
        print(
            f"  {len(replay.rows)} more posts arrive now, {LIVE_POSTS_A_SECOND:g} a second.", file=sys.stderr
        )
        _publish(replay.rows, replay.live, stop)


def _publish(rows: tuple[Row, ...], path: Path, stop: Event) -> None:
    with path.open("a", encoding="utf-8") as file:
        for row in rows:
            if stop.wait(1 / LIVE_POSTS_A_SECOND):
                return
            file.write(
                json.dumps(row | {"created_at": datetime.now(UTC).isoformat()}, ensure_ascii=False) + "\n"
            )
            file.flush()


def _offset(cursor: str) -> int:
    return int(json.loads(cursor)["offset"]) if cursor else 0


def _show(source: Source, share: float) -> None:
    full = int(share * BAR)
    refused = QuarantinedLine.objects.filter(source=source).count()
    aside = f", {refused} set aside" if refused else ""
    bar = "█" * full + "░" * (BAR - full)
    print(f"\r  {bar} {share:4.0%}  {source.posts_total} posts{aside} ", end="", file=sys.stderr, flush=True)
