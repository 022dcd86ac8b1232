"""«Report a rumour» and «is this communiqué ours?»: without an account or JavaScript."""

import re

import pytest
from django.test import Client
from django.test.utils import override_settings
from tests.newsroom.conftest import BODY, TITLE, PressRoom

from tabayyun.desk.watch.models import Post
from tabayyun.kit.models import Institution

RUMOUR = {"text": "واش بصح تلغات أيام الأبواب المفتوحة ديال فاس؟", "url": "https://example.org/post/1"}

pytestmark = pytest.mark.usefixtures("institution")


def test_a_report_reaches_the_desk_and_gives_a_reference(client: Client) -> None:
    response = client.post("/report/", RUMOUR, follow=True)
    post = Post.objects.get()
    assert post.text == RUMOUR["text"]
    assert post.url == RUMOUR["url"]
    assert post.author == ""
    reference = re.search(r'<strong><bdi dir="ltr">(.+?)</bdi>', response.content.decode())
    assert reference is not None
    assert reference[1] in {post.external_id, str(post.pk)}


def test_the_form_is_protected_and_never_cached() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/report/", RUMOUR).status_code == 403
    response = client.get("/report/")
    assert "csrfmiddlewaretoken" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert not Post.objects.exists()


def test_what_a_machine_fills_in_is_dropped_politely(client: Client) -> None:
    response = client.post("/report/", {**RUMOUR, "website": "https://spam.example"}, follow=True)
    assert response.status_code == 200
    assert not Post.objects.exists()


@override_settings(FORM_POSTS_PER_HOUR=2)
def test_too_many_are_refused_and_nothing_written_is_lost(client: Client) -> None:
    for number in range(2):
        assert client.post("/report/", {"text": f"{RUMOUR['text']} {number}"}).status_code == 302
    response = client.post("/report/", RUMOUR)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 3600
    assert RUMOUR["text"] in response.content.decode()
    assert Post.objects.count() == 2
    assert client.post("/report/", RUMOUR, REMOTE_ADDR="203.0.113.9").status_code == 302


@override_settings(FORM_POSTS_PER_HOUR=1)
def test_a_household_is_one_address(client: Client) -> None:
    assert client.post("/report/", RUMOUR, REMOTE_ADDR="2001:db8:0:1::1").status_code == 302
    again = {"text": "نص آخر تماما عن موضوع آخر"}
    assert client.post("/report/", again, REMOTE_ADDR="2001:db8:0:1::2").status_code == 429
    assert client.post("/report/", again, REMOTE_ADDR="2001:db8:0:2::1").status_code == 302


@override_settings(FORM_POSTS_PER_HOUR=1)
def test_an_address_in_a_header_counts_only_behind_our_own_proxy(client: Client) -> None:
    client.post("/report/", RUMOUR, headers={"X-Forwarded-For": "198.51.100.1"})
    again = {"text": "نص آخر تماما عن موضوع آخر"}
    other = {"X-Forwarded-For": "198.51.100.2"}
    assert client.post("/report/", again, headers=other).status_code == 429
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert client.post("/report/", again, headers=other).status_code == 302


@pytest.mark.parametrize(
    "text", ["", "   ", "x" * 5_001, "a\x00b"], ids=["empty", "blank", "too long", "null character"]
)
def test_bad_input_is_explained_in_the_language_of_the_page(client: Client, text: str) -> None:
    for prefix in ("", "fr/", "zgh/"):
        response = client.post(f"/{prefix}report/", {"text": text})
        assert response.status_code == 422
        assert 'aria-invalid="true"' in response.content.decode()
    assert not Post.objects.exists()


def test_hostile_input_is_shown_as_text(client: Client) -> None:
    hostile = '"><script>alert(1)</script>\u202e' * 300
    page = client.post("/report/", {"text": hostile}).content.decode()
    assert "<script>alert" not in page
    assert client.post("/ours/", {"text": "<script>alert(1)</script> " * 20}).status_code == 200


def test_a_reference_page_cannot_be_made_up(client: Client) -> None:
    assert client.get("/report/made-up/").status_code == 404


class TestOurs:
    """The four things a person can paste, and the three answers."""

    def ask(self, client: Client, text: str) -> str:
        return client.post("/fr/ours/", {"text": text}).content.decode()

    def test_the_whole_text(self, client: Client, room: PressRoom) -> None:
        text = room.publish()
        page = self.ask(client, f"{TITLE}\n{BODY}")
        assert "c’est bien de nous" in page
        assert f'href="/s/{text.statement.reference}/"' in page

    def test_the_reference_and_the_address(self, client: Client, room: PressRoom) -> None:
        text = room.publish()
        for pasted in (text.statement.reference, text.link):
            assert "Cette référence est la nôtre" in self.ask(client, pasted)

    def test_the_signature(self, client: Client, room: PressRoom) -> None:
        text = room.publish()
        assert "c’est bien de nous" in self.ask(client, text.jws)

    def test_an_altered_text_shows_what_differs(self, client: Client, room: PressRoom) -> None:
        room.publish()
        page = self.ask(client, f"{TITLE}\n{BODY}".replace("موعدها", "موعد لاحق"))
        assert "ceci a été altéré" in page
        assert re.search(r"<mark>[^<]*لاحق", page)
        assert re.search(r"<mark>[^<]*موعدها", page)

    def test_what_we_never_said(self, client: Client, room: PressRoom) -> None:
        room.publish()
        page = self.ask(client, "بلاغ عاجل: سيتم إغلاق جميع الطرق الوطنية ابتداء من الغد إلى إشعار آخر")
        assert "Nous ne connaissons pas ce texte" in page
        assert "jamais attribué" in self.ask(client, "BH-1999-0001")

    def test_one_that_was_withdrawn_says_so(self, client: Client, room: PressRoom) -> None:
        text = room.publish()
        room.withdraw(text, "نُشر خطأ.")
        assert "retiré depuis" in self.ask(client, text.statement.reference)

    def test_nothing_pasted_is_kept(self, client: Client, institution: Institution) -> None:
        self.ask(client, "نص طويل بما يكفي ليبحث عنه الناس في البلاغات المنشورة")
        assert not Post.objects.exists()
