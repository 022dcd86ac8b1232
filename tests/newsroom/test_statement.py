"""The page of a statement: everything a reader, a machine and a stranger who checks us needs."""

import json
import re

import pytest
from django.test import Client
from tests.newsroom.conftest import BODY, CHECKED, CLAIM, TITLE, PressRoom

from tabayyun.desk.press import queries
from tabayyun.engine.signing.bundle import check_shown
from tabayyun.engine.signing.page import read_page

SCRIPT = re.compile(
    r'<script type="(?P<kind>[^"]+)"(?: id="(?P<id>[^"]+)")?>(?P<body>.*?)</script>', re.DOTALL
)


def data_blocks(page: str) -> dict[str, dict[str, object]]:
    """The JSON a page carries, by its type."""
    return {found["kind"]: json.loads(found["body"]) for found in SCRIPT.finditer(page)}


def test_says_everything(client: Client, room: PressRoom) -> None:
    text = room.publish()
    response = client.get(f"/s/{text.statement.reference}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in page
    for said in (TITLE, CLAIM, *CHECKED, *BODY.split("\n\n"), text.statement.reference, "غير صحيح"):
        assert said in page
    assert "<svg" in page
    assert text.jws in page


def test_carries_the_bundle_that_proves_it(client: Client, room: PressRoom) -> None:
    text = room.publish()
    path = f"/s/{text.statement.reference}/"
    embedded = data_blocks(client.get(path).content.decode())["application/json"]
    downloaded = json.loads(client.get(f"{path}statement.json").content)
    assert embedded == downloaded
    assert embedded["jws"] == text.jws == client.get(f"{path}statement.jws").content.decode().strip()
    assert client.get(f"{path}statement.json").headers["Content-Disposition"].endswith('-ar-v1.json"')


def test_claim_review_has_what_google_requires(client: Client, room: PressRoom) -> None:
    text = room.publish(verdict="false")
    found = data_blocks(client.get(f"/s/{text.statement.reference}/").content.decode())["application/ld+json"]
    assert found["@type"] == "ClaimReview"
    assert found["claimReviewed"] == CLAIM
    assert found["url"] == text.link
    assert found["author"]["name"] == "المديرية النموذجية"
    assert found["itemReviewed"]["@type"] == "Claim"
    assert found["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "غير صحيح",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    }


@pytest.mark.parametrize("verdict", ["satire", "unproven"])
def test_a_verdict_off_the_scale_has_a_name_and_no_number(
    client: Client, room: PressRoom, verdict: str
) -> None:
    text = room.publish(kind="truth", verdict=verdict)
    found = data_blocks(client.get(f"/s/{text.statement.reference}/").content.decode())["application/ld+json"]
    assert found["reviewRating"]["alternateName"]
    assert "ratingValue" not in found["reviewRating"]


def test_a_communique_is_an_article(client: Client, room: PressRoom) -> None:
    text = room.publish(kind="communique", claim="", verdict="")
    found = data_blocks(client.get(f"/s/{text.statement.reference}/").content.decode())["application/ld+json"]
    assert found["@type"] == "NewsArticle"
    assert found["headline"] == TITLE
    assert found["image"][0].endswith("/image.png")


def test_a_correction_is_linked_both_ways(client: Client, room: PressRoom) -> None:
    first = room.publish()
    room.correct(first, "نص مصحح كامل.", "التاريخ كان خطأ.")
    path = f"/s/{first.statement.reference}/"
    now, then = client.get(path).content.decode(), client.get(f"{path}v1/").content.decode()
    assert "نص مصحح كامل." in now
    assert f'href="{path}v1/"' in now
    assert "التاريخ كان خطأ." in now
    assert BODY.split("\n\n", maxsplit=1)[0] in then
    assert f'href="{path}"' in then
    assert "التاريخ كان خطأ." in then
    assert data_blocks(then)["application/json"]["jws"] == first.jws


def test_a_withdrawn_statement_says_so_and_keeps_its_text(client: Client, room: PressRoom) -> None:
    text = room.publish()
    room.withdraw(text, "نُشر خطأ.")
    page = client.get(f"/s/{text.statement.reference}/").content.decode()
    assert "نُشر خطأ." in page
    assert TITLE in page
    assert TITLE not in client.get("/statements/").content.decode()


def test_another_language_is_offered_only_where_there_is_one(client: Client, room: PressRoom) -> None:
    text = room.publish()
    room.translate(text, "fr", "Titre français", "Corps français.")
    reference = text.statement.reference
    page = client.get(f"/fr/s/{reference}/").content.decode()
    assert '<html lang="fr" dir="ltr">' in page
    assert f'hreflang="ar" href="http://127.0.0.1:8000/s/{reference}/"' in page
    assert 'hreflang="en" href="http' not in page
    missing = client.get(f"/zgh/s/{reference}/")
    assert missing.status_code == 404
    assert f"/fr/s/{reference}/" in missing.content.decode()


def test_what_is_not_public_is_not_there(client: Client, room: PressRoom) -> None:
    text = room.publish()
    reference = text.statement.reference
    for path in ("/s/BH-2026-9999/", f"/s/{reference}/v2/", f"/s/{reference}/v2/statement.json", "/s/%00/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/s/{reference}/").status_code == 405


WILD = "سطر\nثان\r\n\r\n  ثالث & <b> \u202eقلب\u202c \t\u00a0نهاية\n"


@pytest.mark.parametrize(("body", "word"), [(BODY, "موعدها"), (WILD, "نهاية")])
def test_a_saved_page_verifies_and_an_altered_one_does_not(
    client: Client, room: PressRoom, body: str, word: str
) -> None:
    text = room.publish(body=body, checked=["تحقق  «أول»\u200f", "<i>ثان</i>"])
    html = client.get(f"/s/{text.statement.reference}/").content.decode()
    saved = read_page(html)
    assert set(saved.shown) == {"title", "body", "checked", "claim", "verdict"}
    assert check_shown(saved.bundle, saved.shown, queries.verification_keys()).reason == "valid"
    head, article = html[: html.index("<article")], html[html.index("<article") :]
    for shown, instead in [(word, "x"), ('data-value="false"', 'data-value="confirmed"')]:
        forged = read_page(head + article.replace(shown, instead, 1))
        assert check_shown(forged.bundle, forged.shown).reason == "altered_text"


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \u202eevil\u202c {{ x }} {% now %}"


def test_hostile_text_stays_text(client: Client, room: PressRoom) -> None:
    text = room.publish(title=HOSTILE[:150], body=f"{HOSTILE}\n\nسطر", checked=[HOSTILE], claim=HOSTILE)
    reference = text.statement.reference
    for path in (f"/s/{reference}/", "/", "/statements/", "/feed.rss", "/feed.atom"):
        page = client.get(path).content.decode()
        assert "<img src=x" not in page
        assert "<script>alert" not in page
    page = client.get(f"/s/{reference}/").content.decode()
    shown = SCRIPT.sub("", page)
    assert "\u202e" not in shown


def test_the_picture_is_drawn_once_and_kept(client: Client, room: PressRoom, settings: object) -> None:
    text = room.publish(title="عنوان #set page() *قوي*")
    path = f"/s/{text.statement.reference}/image.png"
    first = client.get(path)
    assert first.headers["Content-Type"] == "image/png"
    assert first.content.startswith(b"\x89PNG")
    assert (int.from_bytes(first.content[16:20]), int.from_bytes(first.content[20:24])) == (1200, 630)
    kept = list((settings.HOME / "og").iterdir())  # type: ignore[attr-defined]
    kept[0].write_bytes(b"\x89PNG kept")
    assert client.get(path).content == b"\x89PNG kept"
    assert len(kept) == 1
