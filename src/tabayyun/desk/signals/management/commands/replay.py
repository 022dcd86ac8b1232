"""``tabayyun replay FILE``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Event
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tabayyun.desk.signals import operations
from tabayyun.desk.signals.management.replaying import (
    Progress,
    Replay,
    at_full_speed,
    at_own_times,
    at_rate,
    paced,
)
from tabayyun.desk.watch.models import QuarantinedLine, Source
from tabayyun.desk.watch.operations import RefusedLine
from tabayyun.desk.watch.queries import line_in_words
from tabayyun.kit.plugins import load
from tabayyun.plugins.sources.base import SourceError

REASONS_SHOWN = 20


class Command(BaseCommand):
    help = "Run a file of posts through the pipeline, on a database of its own, and measure it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="NDJSON, CSV or TSV of posts; may be gzipped")
        pace = parser.add_mutually_exclusive_group()
        pace.add_argument("--max-speed", action="store_true", help="as fast as possible")
        pace.add_argument("--rate", type=_positive, metavar="N", help="N posts a second")
        pace.add_argument(
            "--speed", type=_positive, default=1.0, metavar="X", help="own times, X times faster"
        )
        parser.add_argument("--strict", action="store_true", help="a malformed line is an error")
        parser.add_argument("--database", type=Path, metavar="PATH", help="an SQLite file to work in")
        parser.add_argument("--here", action="store_true", help="into this installation's own database")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].is_file():
            raise CommandError(_("%(file)s: there is no such file.") % {"file": options["file"]})
        if not options["here"]:
            sys.exit(_apart(options["database"], [*sys_arguments(options), "--here"]))
        call_command("migrate", verbosity=0, interactive=False)
        operations.pump(
            now=timezone.now()
        )  # loads the engine: the clock starts with the posts, as in a desk that runs
        replay = Replay(_source(options["file"]), strict=options["strict"])
        try:
            self._run(replay, options)
        except (RefusedLine, SourceError) as error:
            raise CommandError(str(error)) from error
        self._say_what_is_no_post(replay)
        self.stdout.write(json.dumps(replay.result()))

    def _say_what_is_no_post(self, replay: Replay) -> None:
        """The first lines in quarantine, with their reasons: its database may be gone in a moment."""
        lines = QuarantinedLine.objects.filter(source=replay.source).order_by("line_number")
        for line in lines[:REASONS_SHOWN]:
            self.stderr.write(line_in_words(line.origin, line.line_number, line.reason, line.detail))
        more = lines.count() - REASONS_SHOWN
        if more > 0:
            self.stderr.write(ngettext("and %(n)s more line", "and %(n)s more lines", more) % {"n": more})

    def _run(self, replay: Replay, options: dict[str, Any]) -> None:
        source, progress = replay.source, Progress()
        plugin = load("sources", source.plugin)
        batches = plugin.batches(plugin.parse(source.options), source.cursor, Event())
        size = max(1, options["file"].stat().st_size)
        replay.run(
            _arrivals(batches, options), lambda state, cursor: progress.show(_share(cursor, size), state)
        )
        progress.show(1.0, replay, last=True)


def sys_arguments(options: dict[str, Any]) -> list[str]:
    """The options again as arguments, for the process that does the work."""
    given = [str(options["file"].resolve())]
    if options["max_speed"]:
        given.append("--max-speed")
    elif options["rate"]:
        given += ["--rate", str(options["rate"])]
    else:
        given += ["--speed", str(options["speed"])]
    return [*given, "--strict"] if options["strict"] else given


def _apart(database: Path | None, arguments: list[str]) -> int:
    """Run in a process with a home, and unless ``database`` is given a database, of its own."""
    with tempfile.TemporaryDirectory(prefix="tabayyun-replay-") as home:
        path = database.resolve() if database else Path(home) / "replay.sqlite3"
        environment = {**os.environ, "TABAYYUN_HOME": home, "TABAYYUN_DATABASE_URL": f"sqlite:///{path}"}
        command = [sys.executable, "-m", "django", "replay", *arguments]
        with subprocess.Popen(command, env=environment) as process:  # noqa: S603
            try:
                return process.wait()
            except KeyboardInterrupt:
                return process.wait()


def _arrivals(batches: Any, options: dict[str, Any]) -> Any:
    if options["max_speed"]:
        return at_full_speed(batches)
    return paced(batches, at_rate(options["rate"]) if options["rate"] else at_own_times(options["speed"]))


def _source(path: Path) -> Source:
    slug = f"replay-{slugify(path.stem)[:40] or 'stream'}"
    defaults = {
        "name": path.name[:200],
        "plugin": "file",
        "options": {"path": str(path.resolve())},
        "active": False,
        "created_at": timezone.now(),
    }
    return Source.objects.update_or_create(slug=slug, defaults=defaults)[0]


def _share(cursor: str, size: int) -> float:
    """How far a file cursor is; the file plugin keeps the byte offset in it."""
    try:
        return float(json.loads(cursor)["offset"]) / size
    except (ValueError, KeyError, TypeError):
        return 0.0


def _positive(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise ValueError(text)
    return value
