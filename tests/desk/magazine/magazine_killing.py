"""Run as a program: publishes and corrects in processes that are killed at every step, and reports.

Each round forks a child that is killed by SIGKILL right before its n-th database statement, for every n
there is. What must hold afterwards is asserted by the test that starts this program.
"""

# ruff: noqa: E402  (Django is set up before its models are imported)
from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tabayyun.config.settings"
os.environ["TABAYYUN_HOME"] = sys.argv[1]
os.environ["TABAYYUN_DATABASE_URL"] = ""

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from tests.desk.magazine.conftest import jpeg

from tabayyun.desk.magazine import operations, queries
from tabayyun.desk.magazine.models import ArticleText, Issue, Picture, Print
from tabayyun.kit import audit
from tabayyun.kit.models import Role, User

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MANY = 400


def main() -> None:
    call_command("migrate", verbosity=0)
    press = User.objects.create(username="p", role=Role.PRESS)
    chief = User.objects.create(username="c", role=Role.SPOKESPERSON)
    in_child(lambda: approved(press, chief))
    issue = Issue.objects.get()
    rounds = {"publish": killed_at_every_step(lambda: operations.publish(issue=issue, by=chief, now=NOW))}
    in_child(lambda: corrected(press))
    fresh = ArticleText.objects.get(version=2)
    rounds["correct"] = killed_at_every_step(lambda: operations.approve(text=fresh, by=chief, now=NOW))
    prints = list(Print.objects.order_by("version"))
    report = {
        **rounds,
        "state": Issue.objects.get().state,
        "texts": list(ArticleText.objects.order_by("version").values_list("state", flat=True)),
        "prints": [one.version for one in prints],
        "files": [hashlib.sha256(queries.print_bytes(p.sha256)).hexdigest() == p.sha256 for p in prints],
        "audit_is_whole": audit.first_break() is None,
    }
    sys.stdout.write(json.dumps(report))


def corrected(press: User) -> None:
    fresh = operations.correct(text=ArticleText.objects.get(), correction="رقم خاطئ.", by=press, now=NOW)
    operations.submit(text=fresh, by=press, now=NOW)


def in_child(act: Callable[[], object]) -> None:
    """typst keeps threads, which a fork would leave behind: whoever forks must not have used it."""
    assert not was_killed(0, act)


def approved(press: User, chief: User) -> None:
    issue = operations.create_issue(number=1, title={"ar": "عدد"}, day=date(2026, 3, 1), by=press, now=NOW)
    section = queries.sections()[0]
    text = operations.add_article(issue=issue, section=section, lang="ar", title="مقال", by=press, now=NOW)
    text = operations.edit(text=text, title="مقال", standfirst="مقدمة.", body="نص.", by=press, now=NOW)
    operations.add_picture(text=text, data=jpeg(), credit="المديرية", alt="طريق", by=press, now=NOW)
    operations.approve(text=operations.submit(text=text, by=press, now=NOW), by=chief, now=NOW)
    operations.submit_issue(issue=issue, by=press, now=NOW)
    operations.approve_issue(issue=issue, by=chief, now=NOW)


def killed_at_every_step(act: Callable[[], object]) -> dict[str, int]:
    """Until a child gets through: how many were killed, and after how many something was half done."""
    killed = half = 0
    for nth in range(1, MANY):
        before = footprint()
        if not was_killed(nth, act):
            break
        killed += 1
        half += footprint() != before
    return {"killed": killed, "half": half}


def footprint() -> list[object]:
    """Everything a publication writes."""
    issue = Issue.objects.get()
    texts = list(ArticleText.objects.order_by("pk").values_list("state", "published_at"))
    pictures = Picture.objects.filter(published_at__isnull=False).count()
    return [issue.state, issue.published_at, texts, pictures, Print.objects.count()]


def was_killed(nth: int, act: Callable[[], object]) -> bool:
    connections.close_all()
    child = os.fork()
    if child == 0:
        die_at(nth, act)
    status = os.waitpid(child, 0)[1]
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def die_at(nth: int, act: Callable[[], object]) -> None:
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
