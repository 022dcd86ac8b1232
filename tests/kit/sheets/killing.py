"""Run as a program: imports, and undoes, in processes that are killed at every step, and reports.

Each round forks a child that is killed by SIGKILL right before its n-th database statement. What
must hold afterwards is asserted by the test that starts this program.
"""

# ruff: noqa: E402  (Django is set up before its models are imported)
from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tabayyun.config.settings_test"
os.environ["TABAYYUN_HOME"] = sys.argv[1]
os.environ["TABAYYUN_DATABASE_URL"] = ""

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections

from tabayyun.desk.outreach.models import Activity, Association, Kind, Region
from tabayyun.desk.outreach.operations.importing import ACTIVITIES
from tabayyun.kit.models import AuditEntry, Role, User
from tabayyun.kit.sheets import operations
from tabayyun.kit.sheets.models import Import, ImportedRow

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROWS = 600
MOST = 60


def main() -> None:
    call_command("migrate", verbosity=0)
    by = User.objects.create(username="field", role=Role.OFFICER)
    region = Region.objects.create(code="R1", name_ar="جهة")
    Association.objects.create(code="A1", name_ar="جمعية", region=region)
    data = "\n".join(["date,association,region,séance", *(f"01/02/2026,A1,R1,{n}" for n in range(ROWS))])
    table = ACTIVITIES[Kind.MEETING]
    source = operations.upload(table=table, name="x.csv", data=data.encode(), by=by, now=NOW)
    imported = rounds(lambda: operations.carry_out(source=source, by=by, now=NOW))
    undone = rounds(lambda: operations.undo(source=source, by=by, now=NOW))
    sys.stdout.write(json.dumps({"import": imported, "undo": undone}))


def rounds(work: Callable[[], Any]) -> list[dict[str, Any]]:
    """What stands in the tables after each killed child, and after the one that was left alone."""
    found = []
    for step in [*range(1, MOST, 3), 0]:
        killed = child(work, step)
        found.append({"killed": killed, **standing()})
        if not killed:
            break
    return found


def child(work: Callable[[], Any], step: int) -> bool:
    """Do ``work`` in a process of its own that dies before its ``step``-th statement; whether it died."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        left = [step]

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            work()
        os._exit(0)
    return bool(os.waitpid(pid, 0)[1])


def standing() -> dict[str, Any]:
    return {
        "state": Import.objects.get().state,
        "rows": Activity.objects.count(),
        "notes": ImportedRow.objects.count(),
        "audited": AuditEntry.objects.filter(verb__in=["sheets.imported", "sheets.undone"]).count(),
    }


if __name__ == "__main__":
    main()
