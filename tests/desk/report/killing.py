"""Run as a program: publishes a chapter in processes that are killed before every statement, and reports."""

# ruff: noqa: E402  (Django is set up before its models are imported)
from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tabayyun.config.settings"
os.environ["TABAYYUN_HOME"] = sys.argv[1]
os.environ["TABAYYUN_DATABASE_URL"] = ""

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections

from tabayyun.desk.press import queries as press
from tabayyun.desk.press.models import LogCheckpoint, LogEntry
from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.models import Chapter, FrozenFigure, Release
from tabayyun.engine.signing.bundle import check_bundle
from tabayyun.kit import audit
from tabayyun.kit.models import Role, User

NOW = datetime(2023, 1, 12, 10, tzinfo=UTC)
MANY = 300
SOURCE = "{{communiques}} {{communiques:change}}، و{{cases}}."


def main() -> None:
    call_command("migrate", verbosity=0)
    writer = User.objects.create(username="w", role=Role.PRESS)
    chief = User.objects.create(username="c", role=Role.SPOKESPERSON)
    chapter = _approved(writer, chief)
    half = killed = 0
    for nth in range(1, MANY):
        before = _footprint(chapter)
        died = _killed(nth, lambda: operations.publish(chapter=chapter, by=chief, now=NOW))
        killed += died
        half += died and _footprint(chapter) != before
        if not died:
            break
    chapter.refresh_from_db()
    bundles = [queries.bundle(release) for release in chapter.releases.all()]
    report = {
        "killed": killed,
        "half": half,
        "state": chapter.state,
        "figures": FrozenFigure.objects.count(),
        "entries": list(LogEntry.objects.order_by("index").values_list("index", flat=True)),
        "valid": sum(check_bundle(bundle, press.verification_keys()).valid for bundle in bundles),
        "audit_is_whole": audit.first_break() is None,
    }
    sys.stdout.write(json.dumps(report))


def _approved(writer: User, chief: User) -> Chapter:
    report = operations.begin(year=2022, by=writer, now=NOW)
    chapter = report.chapters.get(number=6)
    for lang in ("ar", "fr"):
        operations.edit(chapter=chapter, lang=lang, title="محور", source=SOURCE, by=writer, now=NOW)
    operations.submit(chapter=chapter, by=writer, now=NOW)
    return operations.approve(chapter=chapter, seen=queries.revision(chapter), by=chief, now=NOW)


def _footprint(chapter: Chapter) -> list[object]:
    """Everything a publication writes, counted."""
    state = Chapter.objects.get(pk=chapter.pk).state
    return [state, *(table.objects.count() for table in (LogEntry, LogCheckpoint, FrozenFigure, Release))]


def _killed(nth: int, act: Callable[[], object]) -> int:
    """1 when the child was killed before its ``nth`` statement, 0 when it got through."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        _die_at(nth, act)
    status = os.waitpid(child, 0)[1]
    return int(os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL)


def _die_at(nth: int, act: Callable[[], object]) -> None:
    done = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal done
        done += 1
        if done == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        act()
    os._exit(0)


if __name__ == "__main__":
    main()
