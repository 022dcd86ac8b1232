"""The page cache, held against an application that counts how often it is asked."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import brotli
import pytest
from asgiref.sync import async_to_sync

from tabayyun.newsroom.cache import PageCache

HTML = b"text/html; charset=utf-8"


@dataclass
class App:
    """Answers «path, number of the call»; what it does can be changed between requests."""

    status: int = 200
    headers: list[tuple[bytes, bytes]] = field(default_factory=lambda: [(b"Content-Type", HTML)])
    body: Callable[[int], bytes] = lambda calls: b"page %d " % calls + b"x" * 500
    calls: int = 0
    fails: bool = False
    gate: asyncio.Event | None = None
    scopes: list[Any] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.calls += 1
        self.scopes.append(scope)
        if self.gate:
            await self.gate.wait()
        if self.fails:
            raise RuntimeError("broken")
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body(self.calls)})


@dataclass
class Clock:
    """Seconds that pass when the test says so."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Reply:
    status: int
    headers: dict[bytes, bytes]
    body: bytes


async def ask(
    cache: PageCache, path: str = "/", method: str = "GET", query: bytes = b"", **headers: str
) -> Reply:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": pairs}
    await cache(scope, receive, send)
    return Reply(sent[0]["status"], dict(sent[0]["headers"]), b"".join(m.get("body", b"") for m in sent[1:]))


def get(cache: PageCache, path: str = "/", **more: Any) -> Reply:
    return async_to_sync(ask)(cache, path, **more)


def made(app: App, clock: Clock | None = None, **more: Any) -> PageCache:
    return PageCache(app, seconds=5, clock=clock or Clock(), **more)


def test_a_page_is_rendered_once_until_its_time_is_over() -> None:
    app, clock = App(), Clock()
    cache = made(app, clock)
    assert get(cache).body == get(cache).body
    assert app.calls == 1
    clock.now = 5.1
    assert get(cache).body.startswith(b"page 2")


def test_pages_and_queries_are_kept_apart() -> None:
    app = App()
    cache = made(app)
    bodies = {get(cache, "/a").body, get(cache, "/b").body, get(cache, "/a", query=b"page=2").body}
    assert len(bodies) == 3


def test_a_known_etag_gets_304_without_a_body() -> None:
    cache = made(App())
    etag = get(cache).headers[b"etag"].decode()
    reply = get(cache, if_none_match=f'"other", {etag}')
    assert (reply.status, reply.body) == (304, b"")
    assert reply.headers[b"etag"].decode() == etag
    assert get(cache, if_none_match='"other"').status == 200


@pytest.mark.parametrize(
    ("accepted", "named", "unpack"),
    [
        ("gzip, deflate, br", b"br", brotli.decompress),
        ("gzip;q=0.8", b"gzip", gzip.decompress),
        ("br;q=0, gzip", b"gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_compresses_as_asked(accepted: str, named: bytes | None, unpack: Callable[[bytes], bytes]) -> None:
    reply = get(made(App()), accept_encoding=accepted)
    assert reply.headers.get(b"content-encoding") == named
    assert unpack(reply.body) == b"page 1 " + b"x" * 500
    assert reply.headers[b"vary"] == b"Accept-Encoding"
    assert int(reply.headers[b"content-length"]) == len(reply.body)


def test_pictures_are_not_compressed() -> None:
    reply = get(made(App(headers=[(b"Content-Type", b"image/png")])), accept_encoding="br")
    assert b"content-encoding" not in reply.headers


def test_head_has_the_headers_of_get_and_no_body() -> None:
    cache = made(App())
    whole, head = get(cache), get(cache, method="HEAD")
    assert head.body == b""
    assert head.headers[b"content-length"] == whole.headers[b"content-length"]


@pytest.mark.parametrize(
    "headers",
    [
        [(b"Set-Cookie", b"csrftoken=1")],
        [(b"Vary", b"Accept-Language, Cookie")],
        [(b"Cache-Control", b"max-age=0, no-cache, no-store, must-revalidate, private")],
    ],
)
def test_what_is_for_one_reader_is_never_kept(headers: list[tuple[bytes, bytes]]) -> None:
    app = App(headers=[(b"Content-Type", HTML), *headers])
    cache = made(app)
    assert get(cache).body != get(cache).body
    assert get(cache).headers.get(b"etag") is None


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/desk/queue/", {}),
        ("/", {"method": "POST"}),
        ("/", {"cookie": "a=1; sessionid=abc"}),
        ("/", {"authorization": "Bearer x"}),
    ],
)
def test_goes_past_the_cache(path: str, more: dict[str, Any]) -> None:
    app = App()
    cache = made(app)
    get(cache, path)
    for _ in range(2):
        get(cache, path, **more)
    assert app.calls >= 3


def test_switched_off_it_is_not_there() -> None:
    app = App()
    cache = PageCache(app, seconds=0)
    get(cache)
    assert b"etag" not in get(cache).headers
    assert app.calls == 2


@pytest.mark.parametrize("failure", ["raises", "500"])
def test_an_old_page_is_better_than_none(failure: str) -> None:
    app, clock = App(), Clock()
    cache = made(app, clock)
    first = get(cache)
    app.fails, app.status = failure == "raises", 500
    clock.now = 6
    reply = get(cache)
    assert (reply.status, reply.body) == (200, first.body)
    app.fails, app.status = False, 200
    clock.now = 12
    assert get(cache).body != first.body


def test_a_failure_with_nothing_kept_is_told() -> None:
    with pytest.raises(RuntimeError, match="broken"):
        get(made(App(fails=True)))
    assert get(made(App(status=500))).status == 500


def test_many_who_ask_at_once_get_one_rendering() -> None:
    async def crowd() -> list[Reply]:
        asked = [asyncio.create_task(ask(cache)) for _ in range(50)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        gate.set()
        return await asyncio.gather(*asked)

    gate = asyncio.Event()
    app = App(gate=gate)
    cache = made(app)
    replies = async_to_sync(crowd)()
    assert app.calls == 1
    assert {reply.body for reply in replies} == {replies[0].body}


def test_a_reader_who_leaves_does_not_take_the_page_from_the_others() -> None:
    async def crowd() -> Reply:
        first = asyncio.create_task(ask(cache))
        second = asyncio.create_task(ask(cache))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        first.cancel()
        gate.set()
        return await second

    gate = asyncio.Event()
    app = App(gate=gate)
    cache = made(app)
    assert async_to_sync(crowd)().status == 200
    assert app.calls == 1


def test_a_private_page_is_not_shared_by_those_who_wait_together() -> None:
    async def crowd() -> list[Reply]:
        return await asyncio.gather(*(ask(cache) for _ in range(3)))

    app = App(headers=[(b"Content-Type", HTML), (b"Set-Cookie", b"csrftoken=1")])
    cache = made(app)
    assert len({reply.body for reply in async_to_sync(crowd)()}) == 3


def test_memory_is_bounded_and_the_oldest_goes_first() -> None:
    app = App(body=lambda calls: b"x" * 10_000)
    cache = made(app, limit=50_000)
    for number in range(20):
        get(cache, f"/{number}")
        get(cache, "/0")
    assert sum(answer.size for answer in cache.answers.values()) <= 50_000
    assert b"/0?" in cache.answers
    assert b"/1?" not in cache.answers


def test_asks_django_a_plain_question() -> None:
    app = App()
    get(made(app), method="HEAD", accept_encoding="br", if_none_match='"x"', cookie="tabayyun_language=fr")
    names = {name for name, _ in app.scopes[0]["headers"]}
    assert app.scopes[0]["method"] == "GET"
    assert names == {b"cookie"}
