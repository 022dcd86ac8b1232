"""Lists, search, archive, feeds, log, keys and the files machines ask for."""

import json
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.newsroom.conftest import BODY, TITLE, PressRoom

from tabayyun.engine.signing import log, note

EVERY_PAGE = [
    "",
    "statements/",
    "statements/denial/",
    "topics/events/",
    "search/",
    "search/?q=فاس",
    "archive/",
    "archive/2026/",
    "archive/2026/11/",
    "report/",
    "ours/",
    "corrections/",
    "press/",
    "verify/",
    "keys/",
    "log/",
    "about/",
    "accessibility/",
    "privacy/",
]


@pytest.mark.parametrize("lang", ["ar", "fr", "en", "zgh"])
def test_every_page_speaks_its_language(client: Client, room: PressRoom, lang: str) -> None:
    text = room.publish()
    if lang != "ar":
        room.translate(text, lang, "Title", "Body")
    prefix = "" if lang == "ar" else f"{lang}/"
    client.cookies["tabayyun_language"] = "fr"  # the desk's choice has no say here
    for path in EVERY_PAGE:
        response = client.get(f"/{prefix}{path}")
        page = response.content.decode()
        assert response.status_code == 200, path
        assert f'<html lang="{lang}"' in page
        assert page.count("<h1") == 1
        assert response.headers["Content-Language"] == lang
        assert "style=" not in page
        assert len(response.content) < 60_000


def test_before_anything_is_published(client: Client, institution: object) -> None:
    for path in (*EVERY_PAGE, "feed.rss", "feed.atom", "sitemap.xml"):
        expected = 404 if path.startswith("archive/2") else 200
        assert client.get(f"/{path}").status_code == expected, path
    assert client.get("/log/checkpoint").status_code == 404


def test_lists_hold_their_kind_and_topic_only(client: Client, room: PressRoom) -> None:
    room.publish(kind="denial", topic="events", title="تكذيب أول")
    room.publish(kind="communique", topic="roads", title="بلاغ ثان", claim="", verdict="")
    denials = client.get("/statements/denial/").content.decode()
    roads = client.get("/topics/roads/").content.decode()
    assert "تكذيب أول" in denials
    assert "بلاغ ثان" not in denials
    assert "بلاغ ثان" in roads
    assert client.get("/statements/gossip/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/statements/", "/archive/2026/11/", "/corrections/", "/log/", "/feed.atom"]
)
def test_more_rows_ask_no_more_questions(
    client: Client, room: PressRoom, django_assert_max_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    room.correct(room.publish(), "نص مصحح.", "سبب.")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(path)
    for _ in range(2):
        room.correct(room.publish(), "نص مصحح.", "سبب.")
    with django_assert_max_num_queries(len(one)):
        client.get(path)


@pytest.mark.parametrize("words", ["الابواب", "أبواب", "بالأبواب المفتوحه", "الأَبْوَاب"])
def test_search_understands_arabic(client: Client, room: PressRoom, words: str) -> None:
    room.publish()
    assert TITLE in client.get("/search/", {"q": words}).content.decode()


def test_search_shows_hostile_words_as_text(client: Client, room: PressRoom) -> None:
    page = client.get("/search/", {"q": '"><script>alert(1)</script>\u202e\x00' * 50})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize(("path", "version"), [("feed.rss", "rss20"), ("feed.atom", "atom10")])
def test_feeds_are_well_formed_and_signed(client: Client, room: PressRoom, path: str, version: str) -> None:
    first = room.publish()
    second = room.publish(title="بلاغ ثان", kind="communique", claim="", verdict="")
    room.correct(first, "نص مصحح.", "سبب التصحيح.")
    room.withdraw(second, "سبب السحب.")
    response = client.get(f"/{path}")
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == version
    assert feed.feed.language == "ar"
    assert len(feed.entries) == 2
    withdrawn, corrected = feed.entries
    assert "سبب السحب." in withdrawn.content[0].value
    assert "سبب التصحيح." in corrected.content[0].value
    assert corrected.link == first.link
    assert corrected.tabayyun_jws.count(".") == 2
    assert note.parse_checkpoint(feed.feed.tabayyun_checkpoint + "\n").size == 3
    assert len({entry.id for entry in feed.entries}) == 2


def test_feeds_survive_what_xml_cannot_hold(client: Client, room: PressRoom) -> None:
    room.publish(title="عنوان \ufffe", body="نص ]]> & < \uffff\x0b")
    for path in ("feed.rss", "feed.atom"):
        ElementTree.fromstring(client.get(f"/{path}").content)


def test_the_log_proves_itself(client: Client, room: PressRoom) -> None:
    texts = [room.publish() for _ in range(3)]
    head = note.parse_checkpoint(client.get("/log/checkpoint").content.decode())
    assert head.size == 3
    for index, text in enumerate(texts):
        assert client.get(f"/log/leaf/{index}").content.decode() == text.jws
        found = client.get(f"/log/proof/3/{index}").json()
        assert log.verify_inclusion(
            bytes.fromhex(found["leaf_hash"]),
            index,
            3,
            [bytes.fromhex(step) for step in found["proof"]],
            bytes.fromhex(found["root"]),
        )
        assert bytes.fromhex(found["root"]) == head.root
    assert client.get("/log/consistency/1/3").json()["proof"]
    for path in (
        "proof/4/0",
        "proof/3/3",
        "proof/0/0",
        "consistency/0/3",
        "consistency/2/9",
        "leaf/9",
        "timestamp/9.tsr",
    ):
        assert client.get(f"/log/{path}").status_code == 404, path


def test_keys_are_published_as_a_page_and_as_jwks(client: Client, room: PressRoom) -> None:
    room.publish()
    found = json.loads(client.get("/.well-known/tabayyun-keys.json").content)["keys"]
    assert found[0]["crv"] == "Ed25519"
    assert "d" not in found[0]
    page = client.get("/keys/").content.decode()
    assert found[0]["kid"] in page
    assert "BEGIN PUBLIC KEY" in page
    assert "PRIVATE" not in page


def test_files_for_machines(client: Client, room: PressRoom) -> None:
    text = room.publish()
    assert "Disallow: /desk/" in client.get("/robots.txt").content.decode()
    places = ElementTree.fromstring(client.get("/sitemap.xml").content).findall(".//{*}loc")
    assert text.link in {place.text for place in places}
    contact = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:press@example.org" in contact
    assert "Expires: " in contact


def test_headers_are_strict_and_no_page_calls_outside(client: Client, room: PressRoom) -> None:
    room.publish()
    response = client.get("/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("path", "words"), [("/nowhere/", "هذه الصفحة غير موجودة"), ("/fr/rien/", "Cette page n’existe pas")]
)
def test_a_missing_page_says_so_in_its_language(
    client: Client, institution: object, path: str, words: str
) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert words in response.content.decode()


def test_a_failure_shows_a_page_that_needs_no_database(
    client: Client, institution: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("tabayyun.desk.press.queries.published", broken)
    client.raise_request_exception = False
    response = client.get("/fr/")
    assert response.status_code == 500
    assert "de notre côté" in response.content.decode()


def test_the_text_is_whole_in_the_feed(client: Client, room: PressRoom) -> None:
    room.publish()
    value = feedparser.parse(client.get("/feed.atom").content).entries[0].content[0].value
    assert all(part in value for part in BODY.split("\n\n"))
