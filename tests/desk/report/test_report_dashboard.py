"""The director's page: how every room stands, each number with the way to its rows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk.report.conftest import moment

from tabayyun.desk.cases.models import Case
from tabayyun.desk.mediadesk import operations as mediadesk
from tabayyun.desk.mediadesk.models import MediaRequest
from tabayyun.desk.report import queries
from tabayyun.kit.models import Role, User

PAGE = "/desk/report/dashboard/"
HOUR = timedelta(hours=1)
LANGUAGES = ("ar", "fr", "en")
NOW = moment(6, 15)


@pytest.fixture
def ask(db: None) -> Callable[[int], MediaRequest]:
    """A request that nobody answered for a month."""

    def make(number: int) -> MediaRequest:
        asked = mediadesk.Asked(
            kind="data",
            asker="outlet",
            language="fr",
            subject=f"Chiffres {number}",
            name="Yasmine",
            email=f"y{number}@press.example",
        )
        return mediadesk.file_request(asked=asked, way="form", now=NOW - timedelta(days=30))

    return make


@pytest.fixture
def house(
    institution: None,
    detect: Callable[..., Case],
    disclose: Callable[..., None],
    ask: Callable[[int], MediaRequest],
) -> Callable[[int], None]:
    """As many of everything as is said, half of it late."""

    def fill(count: int) -> None:
        for number in range(count):
            disclose(detect(2 * number, NOW - 40 * HOUR), 3)
            detect(2 * number + 1, NOW - 30 * HOUR)
            ask(number)

    return fill


def test_open_ones_count_and_what_is_late_is_named(house: Callable[[int], None]) -> None:
    house(2)
    seen = queries.dashboard(NOW)
    assert seen.clock.within == {2: 0.0, 5: 0.5}
    assert (seen.late_cases, seen.late_requests) == (2, 2)
    assert [late.reference[:2] for late in seen.late] == [
        "MR",
        "MR",
        *[late.reference[:2] for late in seen.late[2:]],
    ]
    assert len(seen.late) == 4
    assert (seen.media.received, seen.media.waiting) == (2, 2)
    assert {row.channel: row.sent + row.queued for row in seen.channels} == {"website": 2, "feed": 2}
    against = {each.figure.key: (each.figure.value, each.before) for each in seen.against}
    assert against["statements_of_truth"] == (2, None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_of_each_and_for_three(
    client: Client, person: Callable[[str], User], house: Callable[[int], None], count: int
) -> None:
    house(count)
    client.force_login(person(Role.AUDITOR))
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    assert len(asked) == COST


COST = 53


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_house_says_so_in_every_language(
    client: Client, person: Callable[[str], User], institution: None, language: str
) -> None:
    client.force_login(person(Role.SPOKESPERSON))
    client.cookies["tabayyun_language"] = language
    page = client.get(PAGE).content.decode()
    assert page.count("<h2") >= 7
    assert f'lang="{language}"' in page
