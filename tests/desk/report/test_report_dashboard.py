"""The director's page: how every room stands, each number with the way to its rows."""

import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.desk.report.conftest import moment

from tabayyun.desk.cases.models import Case
from tabayyun.desk.mediadesk import operations as mediadesk
from tabayyun.desk.mediadesk.models import MediaRequest
from tabayyun.desk.report import queries
from tabayyun.desk.report.figures import REGISTER
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
            disclose(detect(100 + 2 * number, NOW - 40 * HOUR), 3)
            detect(101 + 2 * number, NOW - 30 * HOUR)
            ask(number)

    return fill


def test_open_ones_count_and_what_is_late_is_named(house: Callable[[int], None]) -> None:
    house(2)
    seen = queries.dashboard(NOW)
    assert {told.hours: (told.share, told.number.value) for told in seen.within} == {2: (0.0, 0), 5: (0.5, 2)}
    assert (seen.late_cases, seen.late_requests) == (2, 2)
    assert len(seen.late) == 4
    assert [late.reference[:2] for late in seen.late[:2]] == ["MR", "MR"]
    assert [seen.media[key].value for key in ("media_requests", "media_requests_waiting")] == [2, 2]
    published = {row.channel: (row.sent.value or 0) + (row.queued.value or 0) for row in seen.channels}
    assert published == {"website": 2, "feed": 2}
    against = {each.now.figure.key: (each.now.value, each.before) for each in seen.against}
    assert against["statements_of_truth"] == (2, None)


class Numbers(HTMLParser):
    """Every link with digits in it, address → text; and the digits that are in no link."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.loose: list[str] = []
        self._inside: str | None = None
        self._skipped = 0
        main = page[page.index("<main") : page.index("</main>")]
        self.feed(re.sub(r'<span class="case-title".*?</span>', "", main))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._inside = dict(attributes)["href"]
            self.links.append((str(self._inside), ""))
        self._skipped += tag == "time"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._inside = None
        self._skipped -= tag == "time"

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self.links[-1] = (self._inside, self.links[-1][1] + data)
        elif any(map(str.isdigit, data)) and not self._skipped:
            self.loose.append(data.strip())


LABEL = "أول جواب، 9 من 10"


def rows_of(client: Client, address: str) -> list[str]:
    """The lines of the list that a link leads to."""
    page = client.get(address).content.decode()
    return re.findall(r"<tr>", page[page.index("<tbody>") :] if "<tbody>" in page else "")


def test_each_number_opens_the_rows_it_counts(
    client: Client,
    person: Callable[[str], User],
    house: Callable[[int], None],
    records: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house(3)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(person(Role.AUDITOR))
    page = Numbers(client.get(PAGE).content.decode())
    assert page.loose == [LABEL]
    counted = {
        (address, text): int(found[1])
        for address, text in page.links
        if (found := re.fullmatch(r"\D*?(\d+)", text.strip())) and "/cases/C" not in address
    }
    assert len(counted) >= 25
    for (address, text), value in counted.items():
        assert len(rows_of(client, address)) == value, (address, text)


def test_times_and_shares_open_the_cases_and_requests_they_are_taken_from(
    client: Client,
    person: Callable[[str], User],
    house: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house(3)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(person(Role.AUDITOR))
    found = queries.dashboard(NOW)
    every = {"time_to_disclosure_mean": 6, "time_to_disclosure_median": 6, "time_to_disclosure_p90": 6}
    for key, count in every.items():
        assert len(rows_of(client, found.clock[key].url)) == count
    for key in ("media_first_answer_median", "media_first_answer_p90"):
        assert len(rows_of(client, found.media[key].url)) == 3
    assert [len(rows_of(client, told.number.url)) / 6 for told in found.within] == [0, 0.5]


@pytest.mark.parametrize(
    "asked", ["", "?from=x&to=2022-01-01", "?from=2023-01-01&to=2022-01-01", "?only=%00"]
)
def test_the_rows_of_odd_days_are_shown_and_of_no_figure_are_not(
    client: Client, person: Callable[[str], User], institution: None, asked: str
) -> None:
    client.force_login(person(Role.AUDITOR))
    for key in REGISTER:
        assert client.get(f"/desk/report/rows/{key}/{asked}").status_code == 200
    assert client.get(f"/desk/report/rows/nothing/{asked}").status_code == 404


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


COST = 65


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_house_says_so_in_every_language(
    client: Client, person: Callable[[str], User], institution: None, language: str
) -> None:
    client.force_login(person(Role.SPOKESPERSON))
    client.cookies["tabayyun_language"] = language
    page = client.get(PAGE).content.decode()
    assert page.count("<h2") >= 7
    assert f'lang="{language}"' in page
