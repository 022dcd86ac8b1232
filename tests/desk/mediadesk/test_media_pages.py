"""The desk's pages over HTTP: who may, what comes back, how many queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk.mediadesk.conftest import NOON, asked

from tabayyun.desk.cases import queries as cases
from tabayyun.desk.cases.models import Unit
from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.models import Document, MediaRequest, Resource, Restriction, Shoot
from tabayyun.desk.mediadesk.operations import Piece
from tabayyun.kit.models import Role, User
from tabayyun.plugins.sources.base import Batch, RawPost

pytestmark = pytest.mark.django_db
DESK = "/desk/media/"
PAGES = ["", "triage/", "grounds/", "resources/", "calendar/", "coverage/"]
HOSTILE = '"><script>alert(1)</script>\u202e'


@pytest.fixture
def as_press(client: Client, press: User) -> Client:
    client.force_login(press)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_without_an_account_there_is_only_the_log_in(client: Client, page: str) -> None:
    assert client.get(DESK + page).headers["Location"].startswith("/desk/login/")


def test_each_role_does_what_it_may(client: Client, filed: MediaRequest, person: Callable[..., User]) -> None:
    for role in Role:
        client.force_login(person(role))
        page = DESK + filed.reference + "/"
        assert client.get(page).status_code == 200
        works = role in {Role.PRESS, Role.SPOKESPERSON}
        assert (client.post(page + "note/", {"text": "x"}).status_code == 302) is works
        keeps = role in {Role.ADMIN, Role.SPOKESPERSON}
        assert (client.get(DESK + "grounds/new/").status_code == 200) is keeps


def make_three(press: User, unit: Unit, granted: MediaRequest, number: int) -> None:
    request = operations.file_request(asked=asked(outlet=f"o{number}"), way="form", now=NOON)
    operations.assign(request=request, unit=unit, assignee=press, by=press, now=NOON)
    piece = Piece(outlet=f"p{number}", published_on=NOON.date(), url=f"https://x.test/{number}")
    operations.record_coverage(piece=piece, request=request, by=press, now=NOON)
    post = RawPost(id=str(number), text=f"mail {number}")
    operations.take(batch=Batch(posts=[post]), now=NOON)
    resource = operations.save_resource(
        resource=None,
        kind="premises",
        name={"ar": f"r{number}"},
        capacity=9,
        retired=False,
        by=press,
        now=NOON,
    )
    starts = NOON + timedelta(hours=number)
    shoot = operations.set_shoot(
        request=granted, starts_at=starts, ends_at=starts + timedelta(hours=1), place="x", by=press, now=NOON
    )
    operations.book(shoot=shoot, resource=resource, quantity=1, by=press, now=NOON)
    operations.reply(request=granted, text=f"reply {number}", by=press, now=NOON)
    operations.add_document(
        request=granted, name="a.pdf", content=b"%PDF-" + bytes([number]), by=press, now=NOON
    )


def test_as_many_queries_for_three_rows_as_for_one(
    as_press: Client, press: User, unit: Unit, granted: MediaRequest
) -> None:
    pages = [f"{DESK}{page}" for page in PAGES if page != "calendar/"]
    pages += [f"{DESK}calendar/2026/3/", f"{DESK}{granted.reference}/", f"{DESK}?which=all"]
    counted = []
    for rows in ((1,), (2, 3)):
        for number in rows:
            make_three(press, unit, granted, number)
        took = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert as_press.get(page).status_code == 200
            took.append((page, len(captured)))
        counted.append(took)
    assert counted[0] == counted[1]


def test_a_refusal_without_a_ground_comes_back_with_what_was_typed(
    as_press: Client, filed: MediaRequest, ground: Restriction
) -> None:
    page = f"{DESK}{filed.reference}/decide/"
    response = as_press.post(page, {"outcome": "refused", "text": "لا يمكن التصوير"})
    assert response.status_code == 422
    assert "لا يمكن التصوير" in response.content.decode()
    told = {"outcome": "refused", "text": "لا يمكن التصوير", "restriction": ground.pk, "expires_on": ""}
    assert as_press.post(page, told).status_code == 302


@pytest.mark.usefixtures("unit")
def test_the_whole_course_by_hand(
    as_press: Client, client: Client, filed: MediaRequest, press: User, chief: User
) -> None:
    unit, ground = cases.units().get(), queries.grounds()[0]
    page = f"{DESK}{filed.reference}/"
    for action, typed in (
        ("lock/", {}),
        ("renew/", {}),
        ("reply/", {"text": "متى؟"}),
        ("note/", {"text": "ملاحظة"}),
        ("assign/", {"unit": unit.pk, "assignee": press.pk}),
        ("decide/", {"outcome": "partial", "text": "جزئيا", "restriction": ground.pk}),
        ("shoot/", {"starts_at": "2099-03-03T09:00", "ends_at": "2099-03-03T12:00", "place": "الرباط"}),
        ("unlock/", {}),
    ):
        assert as_press.post(page + action, typed).status_code in {204, 302}, action
    request = queries.by_reference().get()
    assert request.current is not None
    operations.ask_review(decision=request.current, plea="مرة أخرى", now=NOON)
    assert "مرة أخرى" in as_press.get(page).content.decode()
    assert as_press.post(page + "uphold/", {"answer": "x"}).status_code == 422  # they refused it themselves
    client.force_login(chief)
    assert client.post(page + "anew/", {"outcome": "granted", "text": "نعم"}).status_code == 302
    shoot = Shoot.objects.get()
    resource = operations.save_resource(
        resource=None, kind="premises", name={"ar": "x"}, capacity=1, retired=False, by=press, now=NOON
    )
    book = f"{DESK}shoots/{shoot.pk}/book/"
    assert client.post(book, {"resource": resource.pk, "quantity": 2}).status_code == 422
    assert client.post(book, {"resource": resource.pk, "quantity": 1}).status_code == 302
    assert client.post(f"{DESK}bookings/{shoot.bookings.get().pk}/release/").status_code == 302
    assert client.post(f"{DESK}shoots/{shoot.pk}/off/").status_code == 302
    assert client.get(page).status_code == 200


def test_what_is_hostile_is_shown_as_text(as_press: Client, press: User) -> None:
    request = operations.file_request(
        asked=asked(subject=HOSTILE, details=HOSTILE, name=HOSTILE, outlet=HOSTILE, place=HOSTILE),
        way="form",
        now=NOON,
    )
    operations.write_in(request=request, text=HOSTILE, now=NOON)
    page = as_press.get(f"{DESK}{request.reference}/").content.decode()
    assert "<script>alert" not in page
    assert "\u202e" not in page


class TestFiles:
    def add(self, client: Client, request: MediaRequest, name: str, content: bytes) -> Any:
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = SimpleUploadedFile(name, content)
        return client.post(f"{DESK}{request.reference}/document/", {"file": file})

    def test_an_agreement_is_kept_once_and_given_back_as_a_file(
        self, as_press: Client, filed: MediaRequest
    ) -> None:
        for name in ("اتفاقية.pdf", "../../etc/other.pdf"):
            assert self.add(as_press, filed, name, b"%PDF-1.7 x").status_code == 302
        document = Document.objects.get()
        response = as_press.get(f"{DESK}documents/{document.pk}/")
        assert b"".join(response.streaming_content) == b"%PDF-1.7 x"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.pdf", b""),
            ("a.pdf", b"<script>alert(1)</script>"),
            ("a.exe", b"MZ"),
            ("a.pdf", b"%PDF-" + b"0" * 20_971_520),
        ],
        ids=["empty", "no PDF", "program", "too large"],
    )
    def test_what_is_no_agreement(
        self, as_press: Client, filed: MediaRequest, name: str, content: bytes
    ) -> None:
        assert self.add(as_press, filed, name, content).status_code == 422
        assert not Document.objects.exists()


class TestCalendar:
    @pytest.fixture
    def shoot(self, granted: MediaRequest, press: User) -> Shoot:
        return operations.set_shoot(
            request=granted,
            starts_at=NOON + timedelta(hours=20),
            ends_at=NOON + timedelta(hours=44),
            place="باب الرواح، الرباط; x",
            by=press,
            now=NOON,
        )

    def test_a_shoot_stands_on_each_of_its_days(self, shoot: Shoot) -> None:
        weeks = queries.month(2026, 3, NOON.date())
        days = [day.day.day for week in weeks for day in week if day.shoots]
        assert days == [3, 4]
        assert all(len(week) == 7 for week in weeks)

    def test_a_calendar_program_reads_it_by_a_signed_address(
        self, client: Client, press: User, shoot: Shoot, person: Callable[..., User]
    ) -> None:
        from icalendar import Calendar

        operations.call_off(shoot=shoot, by=press, now=NOON)
        file = Calendar.from_ical(queries.calendar_file(NOON))
        (event,) = file.walk("VEVENT")
        assert event["LOCATION"] == shoot.place
        assert event.decoded("DTSTART") == shoot.starts_at
        assert event["STATUS"] == "CANCELLED"
        address = queries.calendar_link(press).address("ar")
        assert client.get(address).headers["Content-Type"].startswith("text/calendar")
        assert client.get(address.replace(".ics", "x.ics")).status_code == 404
        User.objects.update(is_active=False)
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("month", ["1999/1", "2026/13", "9999/1", "2026/0"])
    def test_months_that_are_not(self, as_press: Client, month: str) -> None:
        assert as_press.get(f"{DESK}calendar/{month}/").status_code == 404


def test_an_administrator_keeps_the_grounds(client: Client, person: Callable[..., User]) -> None:
    client.force_login(person(Role.ADMIN))
    words = {
        f"{name}_{code}": "x"
        for name in ("name", "legal_reference", "wording")
        for code in ("ar", "fr", "en")
    }
    assert client.post(f"{DESK}grounds/new/", {**words, "code": "minors", "days": 9}).status_code == 422
    assert client.post(f"{DESK}grounds/new/", {**words, "code": "archives", "days": 9}).status_code == 302
    page = f"{DESK}grounds/archives/"
    assert client.post(page, {**words, "wording_en": "", "days": 9}).status_code == 422
    assert client.post(page, {**words, "days": 12, "retired": "on", "code": "other"}).status_code == 302
    ground = Restriction.objects.get(code="archives")
    assert (ground.days, ground.retired_at is not None) == (12, True)
    assert ground not in queries.grounds()


def test_things_to_lend_are_kept(as_press: Client) -> None:
    typed = {"kind": "security", "capacity": 3, "name_ar": "فريق"}
    assert as_press.post(f"{DESK}resources/new/", {**typed, "name_ar": ""}).status_code == 422
    assert as_press.post(f"{DESK}resources/new/", typed).status_code == 302
    resource = Resource.objects.get()
    assert as_press.post(f"{DESK}resources/{resource.pk}/", {**typed, "capacity": 0}).status_code == 422
    assert as_press.post(f"{DESK}resources/{resource.pk}/", {**typed, "retired": "on"}).status_code == 302
    assert resource not in queries.resources()


def test_a_telephoned_request_and_a_piece(as_press: Client) -> None:
    typed = {
        "kind": "data", "asker": "outlet", "language": "ar", "subject": "x", "name": "x", "email": "x@y.test",
        "phone": "٠٦٠٠ ١١",
    }  # fmt: skip
    assert as_press.post(f"{DESK}new/", {**typed, "email": "x"}).status_code == 422
    assert as_press.post(f"{DESK}new/", {**typed, "phone": "call me"}).status_code == 422
    assert as_press.post(f"{DESK}new/", typed).status_code == 302
    request = MediaRequest.objects.get()
    assert (request.way, request.contact.phone) == ("desk", "0600 11")
    piece = {"outlet": "x", "published_on": "2026-01-01", "url": "https://x.test/1", "reference": "MR-1-1"}
    assert as_press.post(f"{DESK}coverage/new/", piece).status_code == 422
    piece["reference"] = request.reference.lower()
    assert as_press.post(f"{DESK}coverage/new/", piece).status_code == 302
    assert as_press.post(f"{DESK}coverage/new/", piece).status_code == 422
    assert "x.test/1" in as_press.get(f"{DESK}coverage/?q=x.test").content.decode()
