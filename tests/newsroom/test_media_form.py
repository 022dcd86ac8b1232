"""A journalist asks and follows the request: without an account, nothing lost, nobody else's business."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_settings

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.models import MediaRequest, Restriction, Review
from tabayyun.desk.mediadesk.operations import Verdict
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.usefixtures("institution")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ASKED = {
    "asker": "outlet",
    "outlet": "Radio Atlas",
    "name": "ليلى بنعلي",
    "email": "leila@journal.test",
    "language": "fr",
    "kind": "interview",
    "subject": "حوار حول السلامة الطرقية",
    "details": "عشر دقائق",
}


def path(request: MediaRequest, prefix: str = "") -> str:
    return f"{prefix}/media/{queries.follow_link(request).token}/"


@pytest.fixture
def filed(client: Client) -> MediaRequest:
    client.post("/media/", ASKED)
    return MediaRequest.objects.get()


@pytest.fixture
def press(db: None) -> User:
    return User.objects.create(username="press", role=Role.PRESS, email="p@desk.test")


@pytest.fixture
def refused(filed: MediaRequest, press: User) -> MediaRequest:
    ground = Restriction.objects.get(code="minors")
    operations.decide(request=filed, verdict=Verdict("refused", "غير ممكن", ground), by=press, now=NOW)
    return filed


@pytest.mark.parametrize("prefix", ["", "/fr", "/en", "/zgh"])
def test_the_form_in_each_language(client: Client, prefix: str) -> None:
    response = client.get(f"{prefix}/media/")
    page = response.content.decode()
    assert response.status_code == 200
    assert len(page) < 60_000
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get(f"{prefix}/press/").content.decode().count(f'href="{prefix}/media/"') == 2
    if prefix != "/en":
        assert "Press card number" not in page


def test_a_request_leads_to_its_page(client: Client) -> None:
    response = client.post("/media/", ASKED, follow=True)
    page = response.content.decode()
    request = MediaRequest.objects.get()
    assert request.reference in page
    assert ASKED["subject"] in page
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "leila@journal.test" not in page


def test_a_form_sent_twice_is_one_request(client: Client) -> None:
    key = re.search(r'name="form_key" value="([^"]+)"', client.get("/media/").content.decode())
    assert key is not None
    first, again = (
        client.post("/media/", {**ASKED, "form_key": key[1]}).headers["Location"] for _ in range(2)
    )
    assert first == again
    assert MediaRequest.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": ""},
        {"email": "x"},
        {"name": "a\0b"},
        {"details": "x" * 10_001},
        {"starts_on": "2026-02-30"},
        {"deadline": "2020-01-01"},
        {"kind": "love"},
        {"phone": "اتصلوا بي"},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client: Client, wrong: dict[str, str]) -> None:
    for prefix in ("", "/fr"):
        response = client.post(f"{prefix}/media/", {**ASKED, **wrong})
        assert response.status_code == 422
        page = response.content.decode()
        assert ASKED["outlet"] in page
        assert "notice-grave" in page
    assert not MediaRequest.objects.exists()


def test_what_a_machine_fills_in_is_dropped_politely(client: Client) -> None:
    assert client.post("/media/", {**ASKED, "website": "https://spam.example"}).status_code == 302
    assert not MediaRequest.objects.exists()


@override_settings(FORM_POSTS_PER_HOUR=2)
def test_too_many_are_refused_and_nothing_written_is_lost(client: Client) -> None:
    for _ in range(2):
        assert client.post("/media/", ASKED).status_code == 302
    response = client.post("/media/", ASKED)
    assert response.status_code == 429
    assert ASKED["details"] in response.content.decode()
    assert MediaRequest.objects.count() == 2
    request = MediaRequest.objects.first()
    assert request is not None
    said = [client.post(path(request), {"do": "write", "text": f"رسالة {n}"}).status_code for n in range(3)]
    assert said == [302, 302, 429]


def test_the_form_is_protected(db: None) -> None:
    assert Client(enforce_csrf_checks=True).post("/media/", ASKED).status_code == 403


def test_a_link_opens_one_request_and_cannot_be_made_up(client: Client, filed: MediaRequest) -> None:
    token = queries.follow_link(filed).token
    for forged in (f"{filed.pk}", token[:-1], token.replace(str(filed.pk), "999", 1), "x.y"):
        assert client.get(f"/media/{forged}/").status_code == 404
        assert client.post(f"/media/{forged}/", {"do": "withdraw"}).status_code == 404
    assert client.get(path(filed, "/fr")).status_code == 200


def test_the_conversation_goes_both_ways(client: Client, filed: MediaRequest, press: User) -> None:
    assert client.post(path(filed), {"do": "write", "text": "سؤال آخر"}).status_code == 302
    assert client.post(path(filed), {"do": "write", "text": "سؤال آخر"}).status_code == 302
    assert client.post(path(filed), {"do": "write", "text": "  "}).status_code == 422
    operations.reply(request=filed, text="جوابنا", by=press, now=NOW)
    operations.note(request=filed, text="بيننا", by=press, now=NOW)
    page = client.get(path(filed)).content.decode()
    assert page.count("سؤال آخر") == 1
    assert "جوابنا" in page
    assert "بيننا" not in page


def test_a_refusal_shows_its_ground_its_end_and_a_way_on(client: Client, refused: MediaRequest) -> None:
    page = client.get(path(refused, "/fr")).content.decode()
    decision = refused.decisions.get()
    assert "Convention relative aux droits de l’enfant" in page
    assert decision.wording in page
    assert 'value="review"' in page
    assert client.post(path(refused), {"do": "review", "text": ""}).status_code == 422
    assert client.post(path(refused), {"do": "review", "text": "القاصر غير معني"}).status_code == 302
    assert Review.objects.get().plea == "القاصر غير معني"
    assert 'value="review"' not in client.get(path(refused)).content.decode()


def test_nothing_to_review_in_an_open_request(client: Client, filed: MediaRequest) -> None:
    response = client.post(path(filed), {"do": "review", "text": "نص مكتوب"})
    assert response.status_code == 422
    assert not Review.objects.exists()
    assert client.post(path(filed), {"do": "nonsense"}).status_code == 422


def test_an_end_opens_the_page_again(client: Client, refused: MediaRequest) -> None:
    operations.reopen_ended(now=NOW + timedelta(days=200))
    page = client.get(path(refused, "/en")).content.decode()
    assert "your request is open again" in page
    assert 'value="withdraw"' in page


def test_a_request_is_withdrawn_once(client: Client, filed: MediaRequest) -> None:
    for _ in range(2):
        assert client.post(path(filed), {"do": "withdraw"}).status_code == 302
    filed.refresh_from_db()
    assert filed.closed_at is not None
    assert 'value="withdraw"' not in client.get(path(filed)).content.decode()


def test_hostile_words_are_shown_as_text(client: Client, db: None) -> None:
    hostile: dict[str, Any] = dict.fromkeys(
        ("subject", "details", "place", "outlet"), '"><script>alert(1)</script>'
    )
    page = client.post("/media/", {**ASKED, **hostile}, follow=True).content.decode()
    assert "<script>alert" not in page
