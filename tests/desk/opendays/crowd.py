"""Run as a program: processes register, cancel, accept and change at once; one is killed. Reports as JSON.

What must hold afterwards is asserted by the test that starts this program.
"""

# ruff: noqa: E402  (Django is set up before its models are imported)
from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

os.environ["DJANGO_SETTINGS_MODULE"] = "tabayyun.config.settings"
os.environ["TABAYYUN_HOME"] = sys.argv[1]

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Sum

from tabayyun.desk.opendays import operations
from tabayyun.desk.opendays.models import Registration, Slot
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Letter, Role, User

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
START = datetime(2026, 5, 14, 9, tzinfo=UTC)
PROCESSES, STEPS, CAPACITY = 6, 30, 40
STATES = Registration.State


def main() -> None:
    call_command("migrate", verbosity=0)
    slots = prepare()
    connections.close_all()
    children = [fork(number, slots) for number in range(PROCESSES)]
    ends = [os.waitpid(child, 0)[1] for child in children]
    sys.stdout.write(json.dumps(report(ends)))


def prepare() -> list[int]:
    user = User.objects.create(username="organiser", role=Role.PRESS)
    days = {"first_day": date(2026, 5, 14), "last_day": date(2026, 5, 16), "region": None}
    words = {"city": {"ar": "فاس"}, "venue": {"ar": "فضاء"}, "intro": {}}
    edition = operations.create(number=1, **words, **days, by=user, now=NOW)
    operations.publish(edition=edition, by=user, now=NOW)
    return [
        operations.add_slot(
            edition=edition,
            starts_at=at,
            ends_at=at + timedelta(hours=1),
            capacity=CAPACITY,
            by=user,
            now=NOW,
        ).pk
        for at in (START, START + timedelta(hours=2))
    ]


def fork(number: int, slots: list[int]) -> int:
    child = os.fork()
    if child == 0:
        try:
            visit(number, slots)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def visit(number: int, slots: list[int]) -> None:
    """One busy visitor. Number 0 is killed in the middle of a transaction."""
    chance = random.Random(number)
    for step in range(STEPS):
        if number == 0 and step == STEPS // 2:
            with connection.execute_wrapper(die_before_the_audit):
                operations.register(**form(chance, slots) | {"kind": "group"})
        try:
            act(chance, slots)
        except Refused:
            continue


def act(chance: random.Random, slots: list[int]) -> None:
    rows = Registration.objects.select_related("slot")
    offered = rows.filter(state=STATES.OFFERED).order_by("?").first()
    someone = rows.filter(state__in=Registration.ALIVE).order_by("?").first()
    draw = chance.random()
    if offered is not None and draw < 0.4:
        operations.accept(registration=offered, now=NOW)
    elif someone is not None and draw < 0.25:
        operations.cancel(registration=someone, now=NOW)
    elif someone is not None and draw < 0.35:
        slot = Slot.objects.get(pk=chance.choice(slots))
        operations.change(registration=someone, slot=slot, people=chance.randint(1, 12), now=NOW)
    else:
        operations.register(**form(chance, slots))


def form(chance: random.Random, slots: list[int]) -> dict[str, object]:
    kind = chance.choice(["person", "school", "group"])
    return {
        "slot": Slot.objects.get(pk=chance.choice(slots)),
        "kind": kind,
        "people": chance.randint(1, 5 if kind == "person" else 15),
        "name": "x",
        "organisation": "y",
        "email": "z@example.test",
        "phone": "",
        "language": "ar",
        "once": UUID(int=chance.getrandbits(128)),
        "now": NOW,
    }


def die_before_the_audit(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
    if sql.startswith("INSERT INTO") and "auditentry" in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)


def report(ends: list[int]) -> dict[str, object]:
    holding = Registration.objects.filter(state__in=Registration.HOLDING)
    sums = dict(holding.values_list("slot").annotate(total=Sum("people")))
    slots = Slot.objects.order_by("pk")
    registered = audit.AuditEntry.objects.filter(verb="opendays.registered").count()
    first = [
        Registration.objects.filter(slot=slot, state=STATES.WAITING, people__lte=slot.free).count()
        for slot in slots
    ]
    return {
        "vendor": connection.vendor,
        "killed": sum(os.WIFSIGNALED(end) for end in ends),
        "failed": sum(os.WIFEXITED(end) and os.WEXITSTATUS(end) != 0 for end in ends),
        "taken": [slot.taken for slot in slots],
        "sums": [sums.get(slot.pk, 0) for slot in slots],
        "left_waiting_though_they_fit": sum(first),
        "states": Counter(Registration.objects.values_list("state", flat=True)),
        "registrations": Registration.objects.count(),
        "audited": registered,
        "letters": Letter.objects.count(),
        "audit_is_whole": audit.first_break() is None,
    }


if __name__ == "__main__":
    main()
