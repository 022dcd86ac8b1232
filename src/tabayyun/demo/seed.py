"""The demonstration institution: people by role, units, known claims, and a few statements.

What it says stands in `data/institution.json`. Everything goes through the operations a user would
use; nothing is written straight to a table.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tabayyun.demo import audience, magazine, mediadesk, opendays, outreach, report
from tabayyun.demo.stream import rows
from tabayyun.desk.cases import operations as cases
from tabayyun.desk.press import operations as press
from tabayyun.desk.press.models import Statement
from tabayyun.desk.signals import operations as signals
from tabayyun.desk.signals.models import KnownClaim
from tabayyun.kit.models import Institution, Role, User

PASSWORD = "tabayyun-demo"  # noqa: S105  (printed on the log-in page of the demonstration)


def load(now: datetime) -> None:
    """Load the whole demonstration institution as it stands at ``now``."""
    settle(now)
    speak(now)


@transaction.atomic
def settle(now: datetime) -> None:
    """The institution, its people and units, and the claims that it knows."""
    data = _data()
    _institution(data)
    password = make_password(PASSWORD)  # once: hashing is slow on purpose
    people = {role: _person(role, data["people"][role], password) for role in Role}
    for unit in data["units"]:
        cases.add_unit(
            name=unit["name"],
            email=f"{unit['mailbox']}@demo.example",
            escalation_email="chef@demo.example",
            language=unit["language"],
            by=people[Role.ADMIN],
            now=now,
        )
    _known_claims(now)


@transaction.atomic
def speak(now: datetime) -> None:
    """What it said in the last days."""
    data, people = _data(), {role: User.objects.get(username=role.value) for role in Role}
    for said in data["said"]:
        _say(said, people[Role.PRESS], people[Role.SPOKESPERSON], now - timedelta(days=said["days_ago"]))
    audience.load(people[Role.PRESS], now)
    mediadesk.load(people, now)
    magazine.load(people[Role.PRESS], people[Role.SPOKESPERSON], now)
    outreach.load(people[Role.OFFICER], now)
    opendays.load(people[Role.PRESS], now)
    report.load(people[Role.PRESS], people[Role.SPOKESPERSON], now)


def _data() -> dict[str, Any]:
    text = files("tabayyun.demo").joinpath("data", "institution.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def _institution(data: dict[str, Any]) -> None:
    wordings = {key: data[key] for key in ("name", "tagline", "press_contact")}
    Institution.objects.update_or_create(
        pk=1, defaults=wordings | {"press_email": "press@demo.example", "is_demo": True}
    )


def _person(role: Role, label: str, password: str) -> User:
    return User.objects.create(
        username=role.value,
        email=f"{role.value}@demo.example",
        password=password,
        role=role,
        first_name=label,
        is_superuser=role == Role.ADMIN,
    )


def _known_claims(now: datetime) -> None:
    for row in rows("claims.ndjson"):
        signals.add_claim(
            external_id=row["id"],
            origin=KnownClaim.Origin.FEED,
            text=row["text"],
            title="",
            lang="en",
            verdict=row["verdict"],
            url="",
            reference="",
            publisher="COVID-19 Rumor dataset",
            reviewed_at=None,
            now=now,
        )


def _say(said: dict[str, Any], author: User, approver: User, at: datetime) -> None:
    """Write, submit, approve and publish, minutes apart."""
    statement = press.create(
        kind=Statement.Kind(said["kind"]),
        topic=Statement.Topic(said["topic"]),
        langs=list(said["texts"]),
        claim=said["claim"],
        verdict=said["verdict"],
        by=author,
        now=at,
    )
    for draft in statement.texts.all():
        text = press.edit(text=draft, by=author, now=at, **said["texts"][draft.lang])
        press.submit(text=text, by=author, now=at + timedelta(minutes=10))
        press.approve(text=text, by=approver, now=at + timedelta(minutes=20))
        press.publish(text=text, by=approver, now=at + timedelta(minutes=21))
