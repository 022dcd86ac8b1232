"""A demonstration institution on this machine: nothing to install besides, no question asked."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from tabayyun.cli import serve, setup

if TYPE_CHECKING:
    from tabayyun.desk.watch.models import Source

LIVE_POSTS_A_SECOND = 2.0
BATCH = 500
BAR = 32


def run(arguments: list[str]) -> int:
    """``tabayyun demo [--port P] [--stream FILE] [--home DIR] [--keep]``."""
    given = _parse(arguments)
    if given.stream and not given.stream.is_file():
        print(f"tabayyun demo: no such file: {given.stream}", file=sys.stderr)
        return 2
    if not _is_free(given.port):
        print(f"tabayyun demo: port {given.port} is taken; choose another with PORT=", file=sys.stderr)
        return 2
    fresh = _home(given)
    setup.django()
    setup.prepare(static=False)
    if fresh:
        from tabayyun.demo import seed

        seed.load(datetime.now(UTC))
    _serve_and_replay(given, fresh)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tabayyun demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--stream", type=lambda name: Path(name).expanduser().resolve(), help="posts of your own"
    )
    parser.add_argument("--home", type=Path, default=Path("var/demo"), help="emptied at every start")
    parser.add_argument("--keep", action="store_true", help="go on with the last demonstration")
    return parser.parse_args(arguments)


def _path(name: str) -> Path:
    return Path(name).expanduser().resolve()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _home(given: argparse.Namespace) -> bool:
    """Point the settings at the demonstration's own folder; True when it starts empty."""
    home: Path = given.home.resolve()
    mark = home / ".demonstration"
    fresh = not (given.keep and mark.exists())
    if fresh and home.exists():
        if any(home.iterdir()) and not mark.exists():
            sys.exit(f"tabayyun demo: {home} holds something else; name an empty folder with --home")
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    mark.touch()
    os.environ["TABAYYUN_HOME"] = str(home)
    os.environ.setdefault("TABAYYUN_ORIGIN", f"http://127.0.0.1:{given.port}")
    return fresh


def _serve_and_replay(given: argparse.Namespace, fresh: bool) -> None:
    children = serve.workers("127.0.0.1", given.port, 1)
    _welcome(given.port)
    stop = Event()
    replay = Thread(target=_replay, args=(given.stream, fresh, stop), daemon=True)
    replay.start()
    try:
        serve.keep(children)
    finally:
        stop.set()
        replay.join(timeout=5)
        print("\nStopped. The demonstration's data stay in", given.home, "until the next start.")


def _welcome(port: int) -> None:
    from tabayyun.demo.seed import PASSWORD
    from tabayyun.kit.models import Role

    print(f"""
  Newsroom   http://127.0.0.1:{port}/
  Desk       http://127.0.0.1:{port}/desk/
  Log in as  {", ".join(role.value for role in Role)}
  Password   {PASSWORD}

  Ctrl-C stops everything.
""")


def _replay(stream: Path | None, fresh: bool, stop: Event) -> None:
    """The stream given, or the demonstration's own: first what was published, then live."""
    from django.conf import settings

    from tabayyun.demo.stream import build, write

    if stream:
        _collect_file(stream, stop)
    elif fresh:
        built = build(datetime.now(UTC))
        past = settings.HOME / "demo" / "past.ndjson"
        write(built.past, past)
        _collect_file(past, stop)
        _collect_live(built.live, stop)


def _source(name: str, options: dict[str, str]) -> Source:
    from tabayyun.desk.watch.models import Source

    source, _made = Source.objects.get_or_create(
        slug=name,
        defaults={
            "name": name,
            "plugin": "file",
            "options": options,
            "active": False,
            "created_at": datetime.now(UTC),
        },
    )
    return source


def _collect_file(path: Path, stop: Event) -> None:
    """Collect a whole file at full speed; the reading process works beside it."""
    from tabayyun.desk.watch import operations
    from tabayyun.kit.plugins import load

    source = _source("demo-file", {"path": str(path)})
    plugin = load("sources", "file")
    size = max(1, path.stat().st_size)
    posts = refused = 0
    for batch in plugin.batches(plugin.parse(source.options), source.cursor, stop):
        done = operations.collect(source=source, batch=batch, now=datetime.now(UTC))
        posts, refused = posts + done.posts, refused + done.rejected
        _bar(min(1.0, _bytes_read(batch.cursor) / size), posts, refused)
    _bar(1.0, posts, refused)
    print(file=sys.stderr)


def _bytes_read(cursor: str) -> int:
    digits = "".join(c if c.isdigit() else " " for c in cursor).split()
    return int(digits[0]) if digits else 0


def _collect_live(live: list[dict[str, object]], stop: Event) -> None:
    """One post after the other, as if it had just been published."""
    import json

    from tabayyun.desk.watch import operations
    from tabayyun.plugins.sources.base import Batch, RawPost

    source = _source("demo-live", {"path": "live"})
    print(f"  {len(live)} more posts arrive now, {LIVE_POSTS_A_SECOND:g} a second.", file=sys.stderr)
    for row in _paced(live, stop):
        now = datetime.now(UTC)
        post = RawPost(
            id=str(row["id"]), text=str(row["text"]), created_at=now, lang=str(row.get("lang", "")),
            shares=int(str(row.get("shares", 0))), media=tuple(row.get("media", ())),  # type: ignore[call-overload]
            origin="live", raw=json.dumps(row).encode(),
        )  # fmt: skip
        operations.collect(source=source, batch=Batch(posts=[post], cursor=post.id), now=now)


def _paced(live: list[dict[str, object]], stop: Event) -> Iterator[dict[str, object]]:
    for row in live:
        if stop.wait(1 / LIVE_POSTS_A_SECOND):
            return
        yield row


def _bar(share: float, posts: int, refused: int) -> None:
    full = int(share * BAR)
    aside = f", {refused} set aside" if refused else ""
    print(
        f"\r  {'█' * full}{'░' * (BAR - full)} {share:4.0%}  {posts} posts{aside} ",
        end="",
        file=sys.stderr,
        flush=True,
    )
