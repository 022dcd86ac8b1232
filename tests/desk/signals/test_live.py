"""Server-sent events: what changed, once for everybody who sees the same."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from django.test import AsyncClient, Client
from django.urls import reverse
from django.utils import timezone
from tests.desk.signals.making import make_content

from tabayyun.desk.signals import operations, queries
from tabayyun.desk.signals.models import Content
from tabayyun.desk.signals.views import live
from tabayyun.kit.models import User

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = reverse("signals:events")
Reader = Callable[..., Awaitable[AsyncIterator[bytes]]]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(live, "TICK", 0.01)
    yield
    live._broadcasters.clear()


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("officer")


@pytest.fixture
def read(officer: User) -> Reader:
    """Open a stream as the officer; an iterator over what comes."""

    client = AsyncClient()
    client.force_login(officer)

    async def open_stream(query: str = "", **headers: str) -> AsyncIterator[bytes]:
        answer = await client.get(f"{EVENTS}{query}", headers=headers)
        assert answer["Content-Type"] == "text/event-stream"
        return aiter(answer.streaming_content)

    return open_stream


def parsed(message: bytes) -> tuple[int, dict[str, Any]]:
    lines = dict(line.split(": ", 1) for line in message.decode().strip().split("\n"))
    return int(lines["id"]), json.loads(lines["data"])


async def following(stream: AsyncIterator[bytes]) -> tuple[int, dict[str, Any]]:
    """The next event, past heartbeats and the retry line."""
    async with asyncio.timeout(20):
        async for message in stream:
            if message.startswith(b"id:"):
                return parsed(message)
    raise AssertionError("the stream ended")


async def handle(content: Content, user: User) -> None:
    await sync_to_async(operations.handle)(content=content, by=user, now=timezone.now())


def test_a_change_reaches_every_reader(officer: User, read: Reader) -> None:
    first, second = make_content("الأول"), make_content("الثاني")

    async def story() -> None:
        streams = [await read() for _ in range(3)]
        for stream in streams:
            assert await anext(stream) == live.RETRY
        waiting = [asyncio.ensure_future(following(stream)) for stream in streams]
        await asyncio.sleep(0.1)
        await handle(first, officer)
        for revision, data in await asyncio.gather(*waiting):
            assert revision == first.revision
            assert data["order"] == [second.pk, first.pk]
            assert f"content-{first.pk}" in data["rows"]
            assert f"content-{second.pk}" not in data["rows"]

    asyncio.run(story())


def test_a_reader_who_was_away_catches_up(officer: User, read: Reader) -> None:
    contents = [make_content(f"محتوى {n}") for n in range(3)]
    for content in contents[:2]:
        operations.handle(content=content, by=officer, now=timezone.now())
    seen = Content.objects.get(pk=contents[0].pk).revision

    async def story() -> None:
        for stream in (await read(f"?after={seen}"), await read("?after=0", **{"last-event-id": str(seen)})):
            _revision, data = await following(stream)
            assert f"content-{contents[1].pk}" in data["rows"]
            assert f"content-{contents[0].pk}" not in data["rows"]

    asyncio.run(story())


def test_a_reader_is_told_only_of_what_their_filters_show(officer: User, read: Reader) -> None:
    shown, hidden = make_content("غرق قارب"), make_content("شيء آخر")

    async def story() -> None:
        stream = await read("?words=قارب")
        await anext(stream)
        event = asyncio.ensure_future(following(stream))
        await asyncio.sleep(0.1)
        await handle(hidden, officer)
        _revision, data = await event
        assert (data["order"], data["rows"]) == ([shown.pk], "")

    asyncio.run(story())


def test_the_same_audience_is_asked_for_once(
    officer: User, read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, asked = make_content("شائعة"), []
    original = queries.changes
    monkeypatch.setattr(queries, "changes", lambda *given: asked.append(given) or original(*given))

    async def story() -> None:
        streams = [await read() for _ in range(20)]
        waiting = [asyncio.ensure_future(following(stream)) for stream in streams]
        await asyncio.sleep(0.3)
        await handle(content, officer)
        await asyncio.gather(*waiting)

    asyncio.run(story())
    assert len(asked) == 1


def test_silence_is_filled_with_heartbeats(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT", 0.01)

    async def story() -> None:
        stream = await read()
        assert [await anext(stream) for _ in range(3)][1:] == [b": heartbeat\n\n"] * 2

    asyncio.run(story())


def test_a_stream_ends_so_that_rights_are_asked_for_again(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LONGEST", 0.0)

    async def story() -> None:
        assert [message async for message in await read()] == [live.RETRY]

    asyncio.run(story())


def test_whoever_is_too_far_behind_is_cut_off_and_comes_back() -> None:
    mailbox: live.Mailbox = asyncio.Queue(2)
    for n in range(3):
        live._post(mailbox, b"%d" % n)
    assert mailbox.get_nowait() is None
    assert mailbox.empty()


def test_the_task_ends_with_its_last_reader(read: Reader) -> None:
    async def story() -> None:
        stream = await read()
        await anext(stream)
        broadcaster = live._broadcasters[asyncio.get_running_loop()]
        assert broadcaster.task is not None
        reading = asyncio.ensure_future(following(stream))
        await asyncio.sleep(0)
        reading.cancel()  # what the server does when a reader hangs up
        async with asyncio.timeout(20):
            await broadcaster.task
        assert not broadcaster.readers

    asyncio.run(story())


def test_a_reader_who_hangs_up_is_forgotten(officer: User) -> None:
    client = Client()
    client.force_login(officer)
    cookie = f"sessionid={client.cookies['sessionid'].value}".encode()
    scope = {
        "type": "http",
        "method": "GET",
        "path": EVENTS,
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"cookie", cookie)],
    }

    async def story() -> None:
        server = ApplicationCommunicator(get_asgi_application(), scope)
        await server.send_input({"type": "http.request"})
        assert (await server.receive_output(20))["status"] == 200
        assert (await server.receive_output(20))["body"] == live.RETRY
        broadcaster = live._broadcasters[asyncio.get_running_loop()]
        assert len(broadcaster.readers) == 1
        await server.send_input({"type": "http.disconnect"})
        await server.wait(20)
        assert not broadcaster.readers

    asyncio.run(story())


def test_under_wsgi_an_answer_ends_and_is_asked_for_again(officer: User) -> None:
    client = Client()
    client.force_login(officer)
    content = make_content("شائعة")
    operations.handle(content=content, by=officer, now=timezone.now())
    body = b"".join(client.get(EVENTS, {"after": "0"}).streaming_content)
    assert body.startswith(live.RETRY)
    revision, data = parsed(body.removeprefix(live.RETRY))
    assert f"content-{content.pk}" in data["rows"]
    assert b"".join(client.get(EVENTS, {"after": str(revision)}).streaming_content) == live.RETRY


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "٣"])
def test_a_strange_position_does_no_harm(officer: User, after: str) -> None:
    client = Client()
    client.force_login(officer)
    assert client.get(EVENTS, {"after": after}).status_code == 200
