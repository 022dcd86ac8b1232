"""The Open Days of the demonstration: a fifth edition that is announced, and the four before it.

The fourth was held in Fez, in May 2023, after Casablanca, Marrakech and Tangier; no more is known
here. What the fifth shows is invented. Everything goes through the operations a user would use.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from tabayyun.desk.opendays import operations
from tabayyun.desk.opendays.models import Edition, Slot
from tabayyun.desk.outreach.models import Region
from tabayyun.kit.models import User

AHEAD = timedelta(days=21)
"""How far ahead of the demonstration the fifth edition opens."""


def load(by: User, now: datetime) -> None:
    """Load the editions as they stand at ``now``."""
    source = files("tabayyun.demo").joinpath("data", "opendays.json")
    data = json.loads(source.read_text(encoding="utf-8"))
    for number, city in enumerate(data["before"], 1):
        if Edition.objects.filter(number=number).exists():
            continue  # a register of former years knows it already
        words = {"city": city, "venue": {}, "intro": {}, "first_day": None, "last_day": None, "region": None}
        past = operations.create(number=number, **words, by=by, now=now)
        operations.close(edition=past, by=by, now=now)
    edition = _announced(data["fifth"], by, now)
    slots = [_slot(edition, day, hour, by, now) for day in range(3) for hour in (9, 11, 14, 16)]
    for given in data["registrations"]:
        _register(given, slots, now)


def _announced(said: dict[str, Any], by: User, now: datetime) -> Edition:
    opening = timezone.localdate(now + AHEAD)
    edition = operations.create(
        number=5,
        **{name: said[name] for name in ("city", "venue", "intro")},
        first_day=opening,
        last_day=opening + timedelta(days=2),
        region=Region.objects.filter(code=said["region"]).first(),
        by=by,
        now=now,
    )
    for item in said["programme"]:
        start = _at(edition, item["day"], item["hour"])
        operations.add_item(
            edition=edition,
            **{name: item[name] for name in ("kind", "title", "place")},
            starts_at=start,
            ends_at=start + timedelta(minutes=item["minutes"]),
            by=by,
            now=now,
        )
    for name in said["partners"]:
        operations.add_partner(edition=edition, name=name, url="", by=by, now=now)
    return operations.publish(edition=edition, by=by, now=now)


def _slot(edition: Edition, day: int, hour: int, by: User, now: datetime) -> Slot:
    start = _at(edition, day, hour)
    return operations.add_slot(
        edition=edition, starts_at=start, ends_at=start + timedelta(hours=2), capacity=120, by=by, now=now
    )


def _register(given: dict[str, Any], slots: list[Slot], now: datetime) -> None:
    said = {name: given[name] for name in ("kind", "people", "name", "organisation", "email")}
    once = uuid5(NAMESPACE_URL, f"demo-{given['email']}")
    operations.register(slot=slots[given["slot"]], **said, phone="", language="ar", once=once, now=now)


def _at(edition: Edition, day: int, hour: int) -> datetime:
    assert edition.first_day is not None  # noqa: S101  (the fifth edition has its days)
    local = datetime.combine(edition.first_day + timedelta(days=day), time(hour))
    return timezone.make_aware(local)
