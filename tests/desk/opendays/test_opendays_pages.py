"""The desk's pages: who may open them, what they ask the database, and what comes back from bad input."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests.desk.opendays.conftest import NOON, OPENING, Register

from tabayyun.desk.opendays import operations
from tabayyun.desk.opendays.models import Admission, Edition, Partner, ProgrammeItem, Slot
from tabayyun.kit.models import Role, User

ROOM = "/desk/open-days/"
ITEM = {"kind": "show", "title_ar": "استعراض", "starts_at": "2026-05-14T11:00", "ends_at": "2026-05-14T12:00"}
EDITION = {"number": "6", "city_ar": "وجدة", "first_day": "2027-05-01", "last_day": "2027-05-02"}


@pytest.fixture
def as_(client: Client, db: None) -> Callable[[str], Client]:
    def enter(role: str) -> Client:
        client.force_login(User.objects.get_or_create(username=f"page-{role}", defaults={"role": role})[0])
        client.cookies["tabayyun_language"] = "en"
        return client

    return enter


@pytest.fixture
def press(as_: Callable[[str], Client]) -> Client:
    return as_(Role.PRESS)


def test_who_may_open_what(as_: Callable[[str], Client], edition: Edition, slot: Slot) -> None:
    expected = {
        Role.AUDITOR: {
            "": 200,
            "5/": 200,
            "5/live/": 200,
            "5/registrations/": 403,
            "gate/5/": 403,
            "new/": 403,
        },
        Role.OFFICER: {"5/registrations/": 403, "gate/5/": 200, "gate/5/tickets.json": 200},
        Role.PRESS: {"5/registrations/": 200, "gate/5/": 200, "new/": 200, "5/edit/": 200},
    }
    found = {
        role: {path: as_(role).get(ROOM + path).status_code for path in paths}
        for role, paths in expected.items()
    }
    assert found == expected
    client = as_(Role.OFFICER)
    assert client.post(f"{ROOM}5/close/").status_code == 403
    client.logout()
    assert client.get(f"{ROOM}gate/5/tickets.json").status_code == 302
    assert client.get(f"{ROOM}9/").status_code == 302


def test_an_edition_is_begun_and_announced_by_hand(press: Client) -> None:
    assert press.post(f"{ROOM}new/", EDITION | {"city_ar": ""}).status_code == 422
    assert press.post(f"{ROOM}new/", EDITION).status_code == 302
    answer = press.post(f"{ROOM}6/publish/", headers={"referer": f"http://testserver{ROOM}6/"}, follow=True)
    assert "Give the days and the venue first." in answer.content.decode()
    press.post(f"{ROOM}6/edit/", EDITION | {"venue_ar": "الملعب"})
    assert press.post(f"{ROOM}6/publish/").status_code == 302
    assert Edition.objects.get().state == "public"


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_day": "2027-02-30"},
        {"first_day": "2027-05-03"},
        {"city_ar": "x" * 10_000},
        {"city_ar": "a\x00b"},
        {"number": "-1"},
        {"number": "9" * 30},
        {"region": "999"},
    ],
)
def test_a_bad_edition_comes_back_with_what_was_typed(press: Client, wrong: dict[str, str]) -> None:
    answer = press.post(f"{ROOM}new/", EDITION | {"city_fr": "<b>Oujda</b>"} | wrong)
    assert answer.status_code == 422
    assert "&lt;b&gt;Oujda&lt;/b&gt;" in answer.content.decode()
    assert not Edition.objects.exists()


def test_what_an_edition_holds_is_added_and_removed(press: Client, edition: Edition) -> None:
    press.post(f"{ROOM}5/programme/", ITEM)
    press.post(f"{ROOM}5/partners/", {"name_ar": "جمعية", "url": "https://example.test"})
    press.post(
        f"{ROOM}5/slots/",
        {"starts_at": "2026-05-14T09:00", "ends_at": "2026-05-14T10:00", "capacity": "٣٠"},
    )
    assert Slot.objects.get().capacity == 30
    page = press.get(f"{ROOM}5/").content.decode()
    assert all(words in page for words in ("استعراض", "جمعية", "14 May 2026, 09:00"))
    wrong = press.post(f"{ROOM}5/programme/", ITEM | {"starts_at": "2027-01-01T00:00"})
    assert wrong.status_code == 422
    assert "later than the beginning" in wrong.content.decode()
    item = ProgrammeItem.objects.get()
    at = f"{ROOM}5/programme/{item.pk}/"
    assert "2026-05-14T11:00" in press.get(at).content.decode()
    assert press.post(at, ITEM | {"ends_at": "2026-05-14T10:00"}).status_code == 422
    assert press.post(at, ITEM | {"title_fr": "Carrousel"}).status_code == 302
    item.refresh_from_db()
    assert item.title == {"ar": "استعراض", "fr": "Carrousel"}
    for row in (ProgrammeItem.objects.get(), Partner.objects.get()):
        name = "programme" if isinstance(row, ProgrammeItem) else "partners"
        assert press.post(f"{ROOM}5/{name}/{row.pk}/remove/").status_code == 302
    assert press.post(f"{ROOM}5/slots/{Slot.objects.get().pk}/remove/").status_code == 302
    assert not ProgrammeItem.objects.exists()
    assert not Partner.objects.exists()
    assert not Slot.objects.exists()


def test_places_are_changed_or_refused_in_words(press: Client, slot: Slot, register: Register) -> None:
    register(people=20)
    at = f"{ROOM}5/slots/{slot.pk}/places/"
    back = {"referer": f"http://testserver{ROOM}5/"}
    assert press.post(at, {"capacity": "40"}).status_code == 302
    for wrong in ("10", "x", "", "0"):
        assert press.post(at, {"capacity": wrong}, headers=back, follow=True).status_code == 200
    slot.refresh_from_db()
    assert slot.capacity == 40
    assert "20 places are taken" in press.post(at, {"capacity": "10"}).content.decode()


def test_the_desk_cancels_for_somebody(press: Client, register: Register) -> None:
    made = register()
    assert press.post(f"{ROOM}5/registrations/{made.pk}/cancel/").status_code == 302
    made.refresh_from_db()
    assert made.state == "cancelled"


@pytest.mark.parametrize(("path", "queries"), [("", 4), ("5/", 12), ("5/registrations/", 7), ("5/live/", 10)])
def test_a_list_costs_the_same_with_one_row_and_with_three(
    *,
    press: Client,
    register: Register,
    make_slot: Callable[..., Slot],
    organiser: User,
    officer: User,
    django_assert_num_queries: object,
    path: str,
    queries: int,
) -> None:
    for number in range(3):
        made = register(people=5)
        register(people=30)
        slot = make_slot(hours=number + 3)
        end = slot.starts_at + timedelta(minutes=30)
        words = {"title": {"ar": "x"}, "place": {}, "kind": "talk"}
        add = {"edition": slot.edition, "by": organiser, "now": NOON}
        operations.add_item(**add, **words, starts_at=slot.starts_at, ends_at=end)
        operations.add_partner(**add, name={"ar": "y"}, url="")
        mark = operations.Mark(made.digest, OPENING, 5)
        for device in "ab":
            operations.take_in(edition=slot.edition, device=device, marks=[mark], by=officer, now=OPENING)
        if number in {0, 2}:
            with django_assert_num_queries(queries):  # type: ignore[operator]
                assert press.get(ROOM + path).status_code == 200


def test_filters_that_nobody_offers_are_passed_over(press: Client, register: Register, slot: Slot) -> None:
    register(people=30)
    register(people=20)
    page = press.get(f"{ROOM}5/registrations/?state=waiting&slot={slot.pk}").content.decode()
    assert page.count("<tr>") == 2
    for odd in ("state=x", "slot=999999999999999999999", "slot=²", "page=x"):
        assert press.get(f"{ROOM}5/registrations/?{odd}").status_code == 200


class TestWhatAPhoneSends:
    def send(self, client: Client, body: object) -> int:
        data = body if isinstance(body, bytes) else json.dumps(body)
        answer = client.post(f"{ROOM}gate/5/admissions/", data, content_type="application/json")
        return answer.status_code

    def test_marks_are_answered_with_what_need_not_be_sent_again(
        self, as_: Callable[[str], Client], register: Register
    ) -> None:
        made, client = register(), as_(Role.OFFICER)
        at = int(OPENING.timestamp() * 1000)
        body = {"device": "phone", "marks": [{"d": made.digest, "at": at, "n": 9}]}
        answer = client.post(f"{ROOM}gate/5/admissions/", json.dumps(body), content_type="application/json")
        assert answer.json() == {"known": [made.digest], "unknown": []}
        assert Admission.objects.get().people == 9

    @pytest.mark.parametrize(
        "body",
        [
            b"", b"[]", b"\xff", b"[" * 100_000, {"device": "", "marks": []},
            {"device": "x" * 37, "marks": []},
            {"device": 1, "marks": []}, {"device": "a", "marks": {}}, {"device": "a", "marks": [1]},
            {"device": "a", "marks": [{"d": "x", "at": 1e300, "n": 1}]},
            {"device": "a", "marks": [{"d": "x", "at": "now", "n": 1}]},
            {"device": "a", "marks": [{"d": 5, "at": 1, "n": 1}]},
            {"device": "a", "marks": [{"d": "x", "at": 1, "n": 1}] * 1_001},
        ],
    )  # fmt: skip
    def test_anything_else_is_refused_whole(
        self, as_: Callable[[str], Client], edition: Edition, body: object
    ) -> None:
        assert self.send(as_(Role.OFFICER), body) == 400
        assert not Admission.objects.exists()

    def test_only_from_those_who_may_admit(self, as_: Callable[[str], Client], edition: Edition) -> None:
        assert self.send(as_(Role.AUDITOR), {"device": "a", "marks": []}) == 403


def test_the_worker_names_files_that_exist(client: Client, db: None) -> None:
    from django.contrib.staticfiles import finders

    answer = client.get(f"{ROOM}gate/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    line = next(line for line in answer.content.decode().splitlines() if line.startswith("const ASSETS"))
    named = json.loads(line[line.index("[") : line.index("]") + 1])
    assert len(named) == 12
    assert all(finders.find(path.removeprefix("/static/")) for path in named)


def test_the_gate_can_be_kept_on_the_home_screen(client: Client, edition: Edition) -> None:
    said = client.get(f"{ROOM}gate/5/manifest.webmanifest").json()
    assert said["start_url"] == said["scope"] == f"{ROOM}gate/5/"
    assert said["dir"] == "rtl"
