"""Run as a program: publishes and delivers in processes that are killed at every step, and reports.

Each round forks a child that is killed by SIGKILL right before its n-th database statement, for
every n there is. What must hold afterwards is asserted by the test that starts this program.
"""

# ruff: noqa: E402  (Django is set up before its models are imported)
from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tabayyun.config.settings"
os.environ["TABAYYUN_HOME"] = sys.argv[1]
os.environ["TABAYYUN_DATABASE_URL"] = ""

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections

from tabayyun.desk.press import operations, queries
from tabayyun.desk.press.models import LogCheckpoint, LogEntry, Publication, StatementText
from tabayyun.desk.press.queries.transparency import verification_keys
from tabayyun.desk.signals.models import KnownClaim
from tabayyun.engine.signing.bundle import check_bundle
from tabayyun.kit import audit, plugins
from tabayyun.kit.models import Role, User

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
MANY = 400


def main() -> None:
    call_command("migrate", verbosity=0)
    writer = User.objects.create(username="w", role=Role.PRESS)
    chief = User.objects.create(username="c", role=Role.SPOKESPERSON)
    report: dict[str, Any] = {"publish": publish_rounds(writer, chief), "deliver": deliver_rounds()}
    bundles = [check_bundle(queries.bundle(text), verification_keys()) for text in queries.published()]
    report |= {
        "texts": StatementText.objects.count(),
        "published": StatementText.objects.filter(state="published").count(),
        "entries": list(LogEntry.objects.order_by("index").values_list("index", flat=True)),
        "checkpoints": list(LogCheckpoint.objects.order_by("size").values_list("size", flat=True)),
        "claims": KnownClaim.objects.count(),
        "sent": Publication.objects.filter(state="sent").count(),
        "valid": sum(result.valid for result in bundles),
        "audit_is_whole": audit.first_break() is None,
    }
    sys.stdout.write(json.dumps(report))


def publish_rounds(writer: User, chief: User) -> dict[str, int]:
    """Kill a publication before every statement; then publish as a person would who tries again."""
    half, killed = 0, 0
    for nth in range(1, MANY):
        text = _approved(writer, chief, nth)
        before = _footprint(text)
        died = _killed(nth, lambda text=text: operations.publish(text=text, by=chief, now=NOW))
        half += died and _footprint(text) != before
        killed += died
        if died:
            operations.publish(text=text, by=chief, now=NOW)
        else:
            break
    return {"killed": killed, "half": half}


def deliver_rounds() -> dict[str, Any]:
    """Kill a delivery before every statement and inside the channel; then let the job run again, later."""
    killed = _killed_in_channel()
    for nth in range(1, MANY):
        died = _killed(nth, lambda: operations.deliver_due(now=LATER))
        killed += died
        if not died:
            break
    operations.deliver_due(now=LATER + timedelta(hours=1))
    while operations.deliver_due(now=LATER + timedelta(hours=2)):
        pass
    return {"killed": killed}


def _killed_in_channel() -> int:
    """The channel has taken the message, and our receipt is not written."""

    def die(message: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def deliver() -> None:
        plugins.load("channels", "website").__class__.deliver = lambda self, message: die(message)
        operations.deliver_due(now=LATER)

    return _killed(0, deliver)


def _approved(writer: User, chief: User, number: int) -> StatementText:
    made = operations.create(
        kind="communique", topic="other", langs=["ar"], claim=f"ادعاء {number}", by=writer, now=NOW
    )
    text = made.texts.get()
    wording = {"title": f"بلاغ {number}", "body": f"نص {number}", "checked": []}
    operations.edit(text=text, **wording, by=writer, now=NOW)
    operations.submit(text=text, by=writer, now=NOW)
    return operations.approve(text=text, by=chief, now=NOW)


def _footprint(text: StatementText) -> list[object]:
    """Everything a publication writes, counted."""
    text = StatementText.objects.get(pk=text.pk)
    tables = (LogEntry, LogCheckpoint, Publication, KnownClaim)
    return [text.state, text.jws, *(table.objects.count() for table in tables)]


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
