"""The pages of the watch room."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tabayyun.desk.watch import operations, queries
from tabayyun.desk.watch.models import Post, QuarantinedLine, Source
from tabayyun.kit.models import Institution, Role, User
from tabayyun.kit.plugins import names
from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import Batch, RawPost, Rejected

HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    client.cookies["tabayyun_language"] = "en"
    return client


def put_aside(source, now, raw=b"{", number=1, reason=reasons.NOT_JSON):
    line = Rejected(HOSTILE, number, reason, HOSTILE, raw)
    operations.collect(source=source, batch=Batch([], [line]), now=now)
    return QuarantinedLine.objects.latest("id")


def queries_of(desk, address):
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(address).status_code == 200
    return len(captured)


def test_the_lists_ask_the_same_number_of_questions_for_one_row_and_for_three(desk, source, now):
    put_aside(source, now)
    Institution.current()
    addresses = [reverse("watch:sources"), reverse("watch:quarantine")]
    one = [queries_of(desk, address) for address in addresses]
    for n in (2, 3):
        other = Source.objects.create(slug=f"s{n}", name=f"s{n}", plugin="rss", created_at=now)
        put_aside(other, now, number=n)
    assert [queries_of(desk, address) for address in addresses] == one


def test_strangers_are_sent_to_log_in_and_only_some_may_change(client, source, now):
    line = put_aside(source, now)
    assert client.get(reverse("watch:sources")).status_code == 302
    client.force_login(User.objects.create(username="auditor", role=Role.AUDITOR))
    assert client.get(reverse("watch:quarantine")).status_code == 200
    closed = ["edit", "pause", "resume"]
    assert [client.post(reverse(f"watch:{name}", args=["fes"])).status_code for name in closed] == [403] * 3
    assert client.post(reverse("watch:add", args=["file"])).status_code == 403
    assert client.get(reverse("watch:raw", args=[line.pk])).status_code == 403
    assert client.post(reverse("watch:discard", args=[line.pk])).status_code == 403
    assert client.get(reverse("watch:pause", args=["fes"])).status_code == 405


def test_hostile_names_and_lines_are_shown_as_text(desk, source, now):
    Source.objects.update(name=HOSTILE, last_error=HOSTILE, errors_in_a_row=1, options={"path": HOSTILE})
    put_aside(source, now, raw=b'\xff<script>alert(2)</script>\0"')
    post = RawPost("1", HOSTILE, url="javascript:alert(3)")
    operations.collect(source=source, batch=Batch([post]), now=now)
    Source.objects.update(errors_in_a_row=1)
    for address in (
        reverse("watch:sources"),
        reverse("watch:source", args=["fes"]),
        reverse("watch:quarantine"),
    ):
        body = desk.get(address).content.decode()
        assert "<script>alert" not in body
        assert "&lt;script&gt;" in body
        assert "\u202e" not in body
        assert "javascript:" not in body


def test_the_quarantine_is_filtered_by_source_and_reason_and_says_why(desk, source, now):
    other = Source.objects.create(slug="b", name="b", plugin="rss", created_at=now)
    put_aside(source, now, b"first line")
    put_aside(other, now, b"second line", reason=reasons.BAD_UTF8)
    body = desk.get(reverse("watch:quarantine"), {"source": "b"}).content.decode()
    assert "second line" in body
    assert "first line" not in body
    assert "The bytes are not valid UTF-8." in body
    body = desk.get(reverse("watch:quarantine"), {"reason": reasons.NOT_JSON}).content.decode()
    assert "first line" in body
    assert "second line" not in body
    assert "first line" in desk.get(reverse("watch:quarantine"), {"reason": "nonsense"}).content.decode()


def test_a_line_is_repaired_and_replayed_from_the_page(desk, source, now):
    line = put_aside(source, now, b'{"id":"1","text":"\xff"}', reason=reasons.BAD_UTF8)
    refused = desk.post(
        reverse("watch:replay", args=[line.pk]),
        headers={"referer": "http://testserver/desk/watch/quarantine/"},
    )
    assert refused.status_code == 302
    assert "The bytes are not valid UTF-8." in desk.get(refused.url).content.decode()
    done = desk.post(reverse("watch:replay", args=[line.pk]), {"repair": "1", "source": "fes"}, follow=True)
    assert done.redirect_chain[0][0] == reverse("watch:quarantine") + "?source=fes"
    assert "The line became a post." in done.content.decode()
    assert Post.objects.get().text == "\ufffd"


def test_all_lines_are_replayed_or_discarded_from_the_page(desk, source, now):
    for n in range(3):
        put_aside(source, now, b'{"id":"%d","text":"t"}' % n, number=n)
    put_aside(source, now, b"{", number=9)
    body = desk.post(reverse("watch:replay_all"), {"source": "fes"}, follow=True).content.decode()
    assert "3 lines became posts. 1 line stays here." in body
    body = desk.post(reverse("watch:discard_all"), follow=True).content.decode()
    assert "1 line was discarded." in body
    assert not queries.waiting().exists()


def test_a_whole_line_is_downloaded_never_shown(desk, source, now):
    raw = b"<script>" * 500_000
    answer = desk.get(reverse("watch:raw", args=[put_aside(source, now, raw).pk]))
    assert answer.content == raw
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_source_is_added_with_the_options_of_its_plugin(desk):
    page = desk.get(reverse("watch:add", args=["file"]))
    assert 'name="option_path"' in page.content.decode()
    given = {"name": "ملف", "slug": "my-file", "option_path": "/tmp/a.ndjson", "option_follow": "on",
             "option_format": "auto", "option_poll_seconds": "5"}  # fmt: skip
    answer = desk.post(reverse("watch:add", args=["file"]), given)
    assert answer.url == reverse("watch:source", args=["my-file"])
    made = Source.objects.get()
    assert made.options == {"path": "/tmp/a.ndjson", "format": "auto", "follow": True, "poll_seconds": 5}
    assert desk.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "x" * 10_000}, "at most 200 characters (it has 10000)"),
        ({"slug": "x" * 10_000}, "at most 60 characters (it has 10000)"),
        ({"slug": "فاس"}, "valid “slug”"),
        ({"option_path": ""}, "This field is required"),
        ({"option_path": "p" * 10_000}, "at most 2000 characters"),
        ({"option_format": "xml"}, "must be one of: auto, ndjson or table"),
        ({"option_poll_seconds": "0"}, "must lie between 1 and 86400"),
        ({"option_poll_seconds": "many"}, "Enter a whole number"),
        ({"name": "a\0b"}, "Null characters are not allowed"),
    ],
)
def test_a_wrong_field_gets_a_clear_error_and_nothing_is_made(desk, wrong, said):
    given = {
        "name": "n",
        "slug": "s",
        "option_path": "a",
        "option_format": "auto",
        "option_poll_seconds": "2",
    }
    answer = desk.post(reverse("watch:add", args=["file"]), {**given, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Source.objects.exists()


def test_a_short_name_that_is_taken_is_refused_at_its_field(desk, source):
    given = {
        "name": "n",
        "slug": "fes",
        "option_path": "a",
        "option_format": "auto",
        "option_poll_seconds": "2",
    }
    answer = desk.post(reverse("watch:add", args=["file"]), given)
    assert answer.status_code == 422
    assert "already a source with this short name" in answer.content.decode()


def test_a_source_is_edited_paused_and_resumed_from_its_page(desk, source):
    address = reverse("watch:edit", args=["fes"])
    assert 'value="a.ndjson"' in desk.get(address).content.decode()
    desk.post(
        address, {"name": "Fès", "option_path": "b.csv", "option_format": "table", "option_poll_seconds": "2"}
    )
    source.refresh_from_db()
    assert (source.name, source.options["path"], source.options["follow"]) == ("Fès", "b.csv", False)
    desk.post(reverse("watch:pause", args=["fes"]))
    assert "paused" in desk.get(reverse("watch:sources")).content.decode()
    desk.post(reverse("watch:resume", args=["fes"]))
    source.refresh_from_db()
    assert source.active


@pytest.mark.django_db
@pytest.mark.parametrize("plugin", names("sources"))
def test_every_installed_kind_has_a_page_to_add_it(desk, plugin):
    assert desk.get(reverse("watch:add", args=[plugin])).status_code == 200


def test_a_kind_that_is_not_installed_is_not_found(desk):
    assert desk.get(reverse("watch:add", args=["telepathy"])).status_code == 404
    assert desk.get(reverse("watch:source", args=["nothing"])).status_code == 404
