"""The feed source against a real HTTP server."""

from __future__ import annotations

import gzip
import json
import threading
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plugins.sources.reading import ids, take, texts
from tests.plugins.sources.servers import Reply, Request, web

from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.rss import format as feeds
from tabayyun.plugins.sources.rss.plugin import REMEMBERED, plugin


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode()


def item(guid: str, title: str = "عنوان") -> str:
    return f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title></item>"


def test_asks_whether_it_changed_and_takes_only_what_is_new() -> None:
    body = [feed(item("1"))]

    def answer(request: Request) -> Reply:
        tag = f'"{len(body[0])}"'
        headers = {"ETag": tag, "Last-Modified": "Tue, 03 Nov 2026 17:00:00 GMT"}
        same = request.headers.get("if-none-match") == tag
        return Reply(304, b"", headers) if same else Reply(200, body[0], headers)

    with web(answer) as server:
        options = plugin.parse({"url": server.address})
        first = take(plugin, options)
        assert take(plugin, options, first[-1].cursor) == []
        assert server.requests[-1].headers["if-modified-since"] == "Tue, 03 Nov 2026 17:00:00 GMT"
        body[0] = feed(item("2"), item("1"))
        second = take(plugin, options, first[-1].cursor)
    assert ids(first) == ["1"]
    assert ids(second) == ["2"]


def test_an_entry_that_left_the_feed_and_came_back_is_not_new() -> None:
    body = [feed(item("1"), item("2"))]
    with web(lambda _: Reply(body=body[0])) as server:
        options = plugin.parse({"url": server.address})
        cursor = take(plugin, options)[-1].cursor
        body[0] = feed(item("3"))
        cursor = take(plugin, options, cursor)[-1].cursor
        body[0] = feed(item("1"), item("3"))
        assert ids(take(plugin, options, cursor)) == []


def test_what_it_remembers_is_bounded() -> None:
    body = [feed(*(item(str(n)) for n in range(REMEMBERED + 500)))]
    with web(lambda _: Reply(body=body[0])) as server:
        (batch,) = take(plugin, plugin.parse({"url": server.address}))
    assert len(batch.posts) == REMEMBERED + 500
    assert len(json.loads(batch.cursor)["seen"]) == REMEMBERED


@pytest.mark.parametrize(
    ("status", "headers", "low", "high"),
    [
        (429, {"Retry-After": "120"}, 120, 120),
        (503, {"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}, 86_400, 86_400),
        (503, {"Retry-After": "Thu, 01 Jan 2026 00:00:00 GMT"}, 0, 0),
        (429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2100-01-01T00:00:00Z"}, 86_400, 86_400),
        (429, {"Retry-After": "soon"}, None, None),
        (500, {}, None, None),
        (404, {}, None, None),
    ],
)
def test_errors_say_when_to_come_back(
    status: int, headers: dict[str, str], low: float | None, high: float | None
) -> None:
    with web(lambda _: Reply(status, b"", headers)) as server, pytest.raises(SourceError) as error:
        take(plugin, plugin.parse({"url": server.address}))
    assert str(status) in str(error.value)
    wait = error.value.retry_after
    assert wait is None if low is None else wait is not None and low <= wait <= (high or 0)


def test_redirects_are_followed_but_not_for_ever() -> None:
    def answer(request: Request) -> Reply:
        if request.path == "/old":
            return Reply(301, b"", {"Location": "/new"})
        if request.path == "/loop":
            return Reply(302, b"", {"Location": "/loop"})
        return Reply(body=feed("<item><link>/a/1</link><title>t</title></item>"))

    with web(answer) as server:
        (batch,) = take(plugin, plugin.parse({"url": f"{server.address}/old"}))
        assert batch.posts[0].url == f"{server.address}/a/1"
        with pytest.raises(SourceError, match="more than 5 redirects"):
            take(plugin, plugin.parse({"url": f"{server.address}/loop"}))


def test_a_small_answer_that_unpacks_to_a_huge_one_is_refused() -> None:
    bomb = gzip.compress(b"<rss>" + b" " * 20_000_000)
    with (
        web(lambda _: Reply(200, bomb, {"Content-Encoding": "gzip"})) as server,
        pytest.raises(SourceError, match="larger than"),
    ):
        take(plugin, plugin.parse({"url": server.address}))


def test_a_page_instead_of_a_feed_is_kept_and_said() -> None:
    page = b"<html><body>Maintenance</body></html>"
    with web(lambda _: Reply(200, page, {"Content-Type": "text/html"})) as server:
        coming = plugin.batches(plugin.parse({"url": server.address}), "", threading.Event())
        assert next(coming).rejected[0].raw == page
        with pytest.raises(SourceError, match="not a feed"):
            next(coming)


def test_the_encoding_the_server_names_holds() -> None:
    body = "<rss version='2.0'><channel><item><title>خبر عاجل</title></item></channel></rss>".encode("cp1256")
    headers = {"Content-Type": "application/rss+xml; charset=windows-1256"}
    with web(lambda _: Reply(200, body, headers)) as server:
        assert texts(take(plugin, plugin.parse({"url": server.address}))) == ["خبر عاجل"]


def test_an_entry_without_an_id_keeps_its_identity() -> None:
    one = feed("<item><title>أ</title></item>", "<item><title>ب</title></item>")
    other = feed("<item><title>ب</title></item>", "<item><title>ج</title></item>")
    first, second = (feeds.decode(body, origin="https://f.example").posts for body in (one, other))
    assert {post.id for post in first} & {post.id for post in second} == {
        post.id for post in first if post.text == "ب"
    }


def test_a_very_long_id_still_fits() -> None:
    (post,) = feeds.decode(feed(item("x" * 5000)), origin="").posts
    assert post.id.startswith("sha256:")


def test_markup_scripts_and_entities_do_not_reach_the_text() -> None:
    body = feed(
        "<item><title>&lt;b&gt;نص&lt;/b&gt;</title><description><![CDATA[<p>a &amp; b</p><script>x()</script>"
        "<style>p{}</style><a href='javascript:x'>c</a>]]></description></item>"
    )
    (post,) = feeds.decode(body, origin="").posts
    assert post.text == "نص\n\na & b\nc"


def test_dates_are_in_utc() -> None:
    body = feed("<item><title>t</title><pubDate>Tue, 03 Nov 2026 18:05:00 +0100</pubDate></item>")
    (post,) = feeds.decode(body, origin="").posts
    assert post.created_at == datetime(2026, 11, 3, 17, 5, tzinfo=UTC)


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: feed(f"<item>{text}</item>")))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    feeds.decode(body, origin="https://f.example/")
