"""Serve the desk and the newsroom: one process for pages, one to collect, one to read, one for jobs.

A process that dies is started again after a pause that grows; Ctrl-C or SIGTERM stops all of them.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

STOP_SECONDS = 10.0
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Worker:
    """One child process that has to be running."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    pause: float = 0.5
    start_at: float = 0.0
    started: float = field(default=0.0)

    def keep_alive(self, now: float) -> None:
        """Start it when it is not running and its pause is over; ``now`` is monotonic seconds."""
        if self.process and self.process.poll() is None:
            return
        if self.process:
            self._after_death(now)
        if now >= self.start_at:
            self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603
            self.started = now

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end; after ``until`` (monotonic) its whole group is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _after_death(self, now: float) -> None:
        assert self.process is not None  # noqa: S101
        print(f"{self.name} ended ({self.process.returncode}); starting it again", file=sys.stderr)
        self.pause = 0.5 if now - self.started > LONGEST_PAUSE else min(self.pause * 2, LONGEST_PAUSE)
        self.start_at = now + self.pause
        self.process = None


class Stopped(Exception):  # noqa: N818
    """Somebody asked the server to stop."""


def workers(host: str, port: int, pages: int) -> list[Worker]:
    """The processes of an installation."""
    tabayyun = [sys.executable, "-m", "tabayyun"]
    granian = [
        sys.executable, "-m", "granian", "--interface", "asginl", "--host", host, "--port", str(port),
        "--workers", str(pages), "--no-access-log", "--log-level", "warning",
        "tabayyun.config.asgi:application",
    ]  # fmt: skip
    return [
        Worker("pages", granian),
        Worker("watch", [*tabayyun, "watch"]),
        Worker("pump", [*tabayyun, "pump"]),
        Worker("jobs", [*tabayyun, "work"]),
    ]


def keep(children: list[Worker]) -> None:
    """Keep all of them running until `Stopped` or Ctrl-C; then end them cleanly."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        while True:
            for child in children:
                child.keep_alive(time.monotonic())
            time.sleep(0.2)
    except (Stopped, KeyboardInterrupt):
        pass
    finally:
        end(children)


def end(children: list[Worker]) -> None:
    """Ask every child to stop, wait, and kill what does not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        child.stop()
    for child in children:
        child.wait(until)


def run(arguments: list[str]) -> int:
    """``tabayyun serve [--host H] [--port P] [--workers N]``."""
    parser = argparse.ArgumentParser(prog="tabayyun serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes that answer pages")
    given = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tabayyun.config.settings")
    print(f"Newsroom http://{given.host}:{given.port}/   desk http://{given.host}:{given.port}/desk/")
    keep(workers(given.host, given.port, given.workers))
    return 0


def _stop(signal_number: int, frame: FrameType | None) -> None:
    raise Stopped
