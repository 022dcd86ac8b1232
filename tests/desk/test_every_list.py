"""No page of the desk asks the database once a row; the pages are found, so that none is forgotten."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from pytest_django.fixtures import Settings

from tabayyun.demo import seed
from tabayyun.kit.models import Role, User

REPEATED = 3
"""So often a page may ask the same of other days or other states; of rows there are more than that."""
SEVERAL_PERIODS = {"report:dashboard": 6, "audience:list": 6}
"""Pages that ask the same of several periods; how often, whatever there is, their rooms' tests fix."""
NO_PAGES = {"signals:events", "opendays:worker"}
"""A stream that does not end, and a script."""


ROOMS = {
    *("watch", "signals", "expertise", "cases", "press", "mediadesk", "outreach", "audience", "magazine"),
    *("opendays", "report"),
}


def named(resolver: URLResolver, room: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern, pattern.namespace or room)
        elif isinstance(pattern, URLPattern) and pattern.name and not pattern.pattern.converters:
            yield f"{room}:{pattern.name}" if room else pattern.name


@pytest.fixture
def house(db: None, settings: Settings, tmp_path: Path) -> None:
    """The demonstration institution."""
    settings.HOME = tmp_path
    settings.SIGNING_KEY_FILE = tmp_path / "keys" / "signing.pem"
    now = datetime.now(UTC)
    seed.settle(now)
    seed.speak(now)


def repeated(queries: list[dict[str, str]], often: int) -> dict[str, int]:
    """Questions that differ in their values alone → how often they were asked."""
    asked = Counter(re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", query["sql"]) for query in queries)
    return {sql: many for sql, many in asked.items() if many > often and sql.startswith("SELECT")}


def pages() -> Iterator[tuple[str, str]]:
    """Name and address of everything at the desk that has no number in its address and can be opened."""
    for name in sorted(set(named(get_resolver())) - NO_PAGES):
        with suppress(NoReverseMatch):
            if reverse(name).startswith("/desk/"):
                yield name, reverse(name)


def test_no_page_of_the_desk_asks_once_a_row(house: None, client: Client) -> None:
    client.force_login(User.objects.get(username=Role.ADMIN.value))
    opened, found = set(), {}
    for name, address in pages():
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        if answer.status_code == HTTPStatus.OK:
            opened.add(name)
            found[name] = repeated(captured.captured_queries, SEVERAL_PERIODS.get(name, REPEATED))
    assert {name: sql for name, sql in found.items() if sql} == {}
    rooms = {name.partition(":")[0] for name in opened if name.endswith((":list", ":queue", ":sources"))}
    assert rooms >= ROOMS
