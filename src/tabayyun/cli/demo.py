"""A demonstration institution on this machine: nothing to install besides, no question asked."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from tabayyun.cli import serve, setup
from tabayyun.demo import template


def run(arguments: list[str]) -> int:
    """``tabayyun demo [--port P] [--stream FILE] [--register YEAR] [--once] [--home DIR] [--keep]``."""
    given = _parse(arguments)
    if given.stream and not given.stream.is_file():
        print(f"tabayyun demo: no such file: {given.stream}", file=sys.stderr)
        return 2
    if not _is_free(given.port):
        print(f"tabayyun demo: port {given.port} is taken; choose another with PORT=", file=sys.stderr)
        return 2
    fresh = _home(given)
    if fresh:
        template.put(given.home.resolve())
    setup.django()
    setup.prepare(static=False)
    if fresh:
        template.keep(given.home.resolve())
        _load(given.register)
    if not given.once:
        _serve_and_replay(given, fresh)
    return 0


def _load(year: int | None) -> None:
    """The institution; before it speaks today, the year that its register tells about."""
    from tabayyun.demo import register, seed

    now = datetime.now(UTC)
    seed.settle(now)
    if year:
        loaded = register.load(year, told=_show)
        print(
            f"\n  {loaded.events} events of {year}, generated; the report on it is published.",
            file=sys.stderr,
        )
    seed.speak(now)


def _show(done: int, total: int) -> None:
    print(f"\r  {done / total:4.0%} of the year", end="", file=sys.stderr, flush=True)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tabayyun demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--stream", type=lambda name: Path(name).expanduser().resolve(), help="posts of your own"
    )
    parser.add_argument("--register", type=int, metavar="YEAR", help="load a generated year of records first")
    parser.add_argument("--once", action="store_true", help="load, and stop without serving")
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
    stop = Event()
    replay = _replay(given.stream, stop) if fresh else None
    children = serve.workers("127.0.0.1", given.port, 1)
    _welcome(given.port)
    if replay:
        replay.start()
    try:
        serve.keep(children)
    finally:
        stop.set()
        if replay:
            replay.join(timeout=5)
        print("\nStopped. The demonstration's data stay in", given.home, "until the next start.")


def _replay(stream: Path | None, stop: Event) -> Thread:
    """The thread that shows the stream being read and goes on live."""
    from django.conf import settings

    from tabayyun.demo import replay

    prepared = replay.prepare(stream, settings.HOME / "demo", datetime.now(UTC))
    return Thread(target=replay.run, args=(prepared, stop), daemon=True)


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
