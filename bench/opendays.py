"""Open Days with many visitors: what registering costs, what a phone at the gate loads, how it is counted.

    python bench/opendays.py [--registrations 2000]

Registers through the public operation on a database of its own, fetches the list of the gate, takes in
a mark for every ticket in batches of 500, and counts. Prints one JSON object; times are CPU time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPENING = datetime(2026, 5, 14, 9, tzinfo=UTC)
SLOTS, BATCH = 24, 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--registrations", type=int, default=2_000)
    number = parser.parse_args().registrations
    with tempfile.TemporaryDirectory(prefix="tabayyun-bench-") as home:
        os.environ |= {"TABAYYUN_HOME": home, "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        print(json.dumps({"bench": "opendays", "machine": machine(), **measure(number)}))


def measure(number: int) -> dict[str, Any]:
    from tabayyun.desk.opendays import operations, queries
    from tabayyun.desk.opendays.models import Registration

    edition, slots, by = prepare(number)

    def register() -> None:
        for n in range(number):
            operations.register(slot=slots[n % SLOTS], once=UUID(int=n + 1), **form(n))

    registering = cpu(register)[0]
    listing, said = cpu(lambda: queries.gate_list(edition, NOW))
    digests = list(Registration.objects.values_list("digest", flat=True))

    def take_in() -> None:
        for marks in batches(digests):
            operations.take_in(edition=edition, device="phone", marks=marks, by=by, now=OPENING)

    taking = cpu(take_in)[0]
    renewing, new = cpu(lambda: queries.gate_list(edition, NOW, version=said["version"], after=10**9))
    counting, came = cpu(lambda: queries.attendance(edition))
    return {
        "registrations": number,
        "register_ms": round(1000 * registering / number, 2),
        "gate_list_ms": round(1000 * listing, 1),
        "gate_list_bytes": len(json.dumps(said)),
        "gate_renewal_ms": round(1000 * renewing, 1),
        "gate_renewal_bytes": len(json.dumps(new)),
        "mark_ms": round(1000 * taking / number, 3),
        "attendance_ms": round(1000 * counting, 1),
        "people": came.people,
    }


def prepare(number: int) -> tuple[Any, list[Any], Any]:
    """An announced edition whose slots have room for everybody."""
    from tabayyun.desk.opendays import operations
    from tabayyun.kit.models import Role, User

    by = User.objects.create(username="organiser", role=Role.PRESS)
    words = {"city": {"ar": "الصويرة"}, "venue": {"ar": "فضاء"}, "intro": {}, "region": None}
    days = {"first_day": date(2026, 5, 14), "last_day": date(2026, 5, 16)}
    edition = operations.create(number=1, **words, **days, by=by, now=NOW)
    operations.publish(edition=edition, by=by, now=NOW)
    slots = [
        operations.add_slot(
            edition=edition,
            starts_at=OPENING + timedelta(minutes=20 * n),
            ends_at=OPENING + timedelta(minutes=20 * n + 20),
            capacity=min(20_000, 4 * number // SLOTS + 100),
            by=by,
            now=NOW,
        )
        for n in range(SLOTS)
    ]
    return edition, slots, by


def form(n: int) -> dict[str, Any]:
    """What a visitor fills in."""
    return {
        "kind": "person",
        "people": 1 + n % 4,
        "name": "زائر",
        "organisation": "",
        "email": f"v{n}@visitor.test",
        "phone": "",
        "language": "ar",
        "now": NOW,
    }


def batches(digests: list[str]) -> Iterator[list[Any]]:
    from tabayyun.desk.opendays.operations import Mark

    for start in range(0, len(digests), BATCH):
        yield [Mark(digest, OPENING, 1) for digest in digests[start : start + BATCH]]


def cpu(act: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds, and what came back."""
    before = time.process_time()
    answer = act()
    return time.process_time() - before, answer


def machine() -> dict[str, Any]:
    return {"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}


if __name__ == "__main__":
    main()
