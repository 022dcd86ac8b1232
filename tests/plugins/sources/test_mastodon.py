"""The Mastodon sources against mastodon_mock, a real server of the protocol, and against a strict fake."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plugins.sources.reading import ids, take, texts
from tests.plugins.sources.servers import Reply, Request, Timelines, sockets, status, web
from websockets.sync.server import ServerConnection

from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.mastodon import format as statuses
from tabayyun.plugins.sources.mastodon.cursor import Cursor
from tabayyun.plugins.sources.mastodon.plugin import live, plugin

EVERYTHING = '{"newest": "0", "recent": []}'


class Mock:
    """A running mastodon_mock."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._web = httpx.Client(base_url=address, headers={"Authorization": "Bearer mock_token"})

    def post(self, text: str) -> str:
        answer = self._web.post("/api/v1/statuses", data={"status": text}).raise_for_status()
        return str(answer.json()["id"])

    def fault(self, effect: dict[str, object], path: str = "/api/v1/timelines/*") -> None:
        rule = {"match": {"path": path}, "effect": effect, "count": 1}
        self._web.post("/api/v1/_mock/faults", json=rule).raise_for_status()

    def ready(self) -> bool:
        try:
            return self._web.get("/api/v1/streaming/health").is_success
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        self._web.close()


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mock]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("mastodon_mock")),
        "serve",
        "--in-memory",
        "--port",
        str(port),
    ]
    log = (tmp_path_factory.mktemp("mock") / "log").open("wb")
    process = subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path_factory.mktemp("cwd"))
    server = Mock(f"http://127.0.0.1:{port}")
    try:
        for _ in range(600):
            if server.ready():
                break
            assert process.poll() is None, Path(log.name).read_text()
            time.sleep(0.1)
        yield server
    finally:
        server.close()
        process.kill()  # asked politely it waits for its streams to end
        process.wait()
        log.close()


@pytest.mark.counterpart
def test_pages_on_from_the_last_status(mock: Mock) -> None:
    options = plugin.parse({"instance": mock.address, "token": "mock_token", "page": 3})
    for number in range(5):
        mock.post(f"قبل {number}")
    first = take(plugin, options)
    assert texts(first)[-3:] == ["قبل 2", "قبل 3", "قبل 4"]
    posted = [mock.post(f"بعد {number} <b>&amp;") for number in range(8)]
    after = take(plugin, options, first[-1].cursor)
    assert ids(after) == posted
    assert texts(after)[0] == "بعد 0 <b>&amp;"
    assert take(plugin, options, after[-1].cursor) == []


@pytest.mark.counterpart
def test_a_hashtag_and_an_account(mock: Mock) -> None:
    tagged = mock.post("الأبواب المفتوحة #fes")
    options = plugin.parse({"instance": mock.address, "timeline": "hashtag", "hashtag": "#fes"})
    assert ids(take(plugin, options, EVERYTHING)) == [tagged]
    me = httpx.get(
        f"{mock.address}/api/v1/accounts/verify_credentials", headers={"Authorization": "Bearer mock_token"}
    ).json()["acct"]
    account = {"instance": mock.address, "timeline": "account", "token": "mock_token"}
    options = plugin.parse({**account, "account": me})
    assert tagged in ids(take(plugin, options, EVERYTHING))
    options = plugin.parse({**account, "account": "nobody.there"})
    with pytest.raises(SourceError):
        take(plugin, options)


@pytest.mark.counterpart
def test_a_server_error_and_a_rate_limit_are_source_errors(mock: Mock) -> None:
    options = plugin.parse({"instance": mock.address})
    mock.fault({"type": "status", "status": 500})
    with pytest.raises(SourceError, match="500"):
        take(plugin, options)
    reset = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2100-01-01T00:00:00Z"}
    mock.fault({"type": "status", "status": 429, "headers": reset})
    with pytest.raises(SourceError, match="429") as error:
        take(plugin, options)
    assert error.value.retry_after == 86_400
    mock.fault({"type": "malformed"})
    with pytest.raises(SourceError):
        take(plugin, options)
    assert take(plugin, options)


@pytest.mark.counterpart
def test_the_stream_delivers_and_the_timeline_fills_the_gap(mock: Mock) -> None:
    options = live.parse({"instance": mock.address, "streaming": mock.address.replace("http", "ws", 1)})
    cursor = take(live, options, until=lambda _: True)[-1].cursor
    missed = [mock.post(f"while away {number}") for number in range(3)]
    poster = threading.Timer(1.0, mock.post, ["while there"])
    poster.start()
    batches = take(live, options, cursor, until=lambda so_far: "while there" in texts(so_far))
    poster.join()
    assert ids(batches)[:3] == missed
    assert texts(batches)[-1] == "while there"
    again = [mock.post("later")]
    resumed = take(live, options, batches[-1].cursor, until=lambda so_far: bool(ids(so_far)))
    assert ids(resumed) == again


def test_a_stream_that_breaks_off_is_resumed_without_loss() -> None:
    timelines = Timelines()
    cut = threading.Event()

    def stream(connection: ServerConnection) -> None:
        if not cut.is_set():
            timelines.stream(connection)

    with web(timelines.answer) as server, sockets(stream) as address:
        timelines.streaming = address
        timelines.statuses = [status(0, "a")]
        options = live.parse({"instance": server.address})
        cursor = take(live, options, until=lambda so_far: "a" in texts(so_far))[-1].cursor
        cut.set()
        timelines.statuses.append(status(1, "b"))
        stop = threading.Event()
        coming = live.batches(options, cursor, stop)
        assert [post.text for post in next(coming).posts] == ["b"]
        with pytest.raises(SourceError, match="broke off"):
            list(coming)


def _silent(connection: ServerConnection) -> None:
    for _ in connection:
        pass


def test_the_stream_can_lose_a_status_but_the_source_does_not() -> None:
    """The stream says nothing at all; the look at the timeline that follows brings it."""
    timelines = Timelines()
    timelines.statuses = [status(0, "a")]
    with (
        web(timelines.answer) as server,
        sockets(_silent) as address,
    ):
        options = live.parse({"instance": server.address, "streaming": address})
        stop = threading.Event()
        coming = live.batches(options, "", stop)
        next(coming)
        timelines.statuses.append(status(1, "unsaid"))
        assert [post.text for post in next(coming).posts] == ["unsaid"]
        coming.close()  # type: ignore[attr-defined]


def test_a_status_that_arrives_late_is_still_taken_and_none_twice() -> None:
    timelines = Timelines()
    timelines.statuses = [status(0), status(100)]
    with web(timelines.answer) as server:
        options = plugin.parse({"instance": server.address, "overlap": 120})
        cursor = take(plugin, options)[-1].cursor
        timelines.statuses.append(status(50, "late, from far away"))
        batches = take(plugin, options, cursor)
        assert texts(batches) == ["late, from far away"]
        assert take(plugin, options, batches[-1].cursor) == []


def test_it_does_not_ask_again_when_the_limit_is_used_up() -> None:
    timelines = Timelines()
    timelines.statuses = [status(number) for number in range(9)]

    def answer(request: Request) -> Reply:
        reply = timelines.answer(request)
        reply.headers |= {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2100-01-01T00:00:00Z"}
        return reply

    with web(answer) as server:
        coming = plugin.batches(
            plugin.parse({"instance": server.address, "page": 3}), EVERYTHING, threading.Event()
        )
        assert len(next(coming).posts) == 3
        with pytest.raises(SourceError) as error:
            next(coming)
        assert len(server.requests) == 1
    assert error.value.retry_after == 86_400


def test_a_server_that_ignores_min_id_does_not_go_round_for_ever() -> None:
    timelines = Timelines()
    timelines.statuses = [status(number) for number in range(3)]

    def answer(request: Request) -> Reply:
        request.query.pop("min_id", None)
        return timelines.answer(request)

    with web(answer) as server:
        assert len(ids(take(plugin, plugin.parse({"instance": server.address}), EVERYTHING))) == 3
        assert len(server.requests) <= 2


def test_an_arabic_hashtag_is_asked_for_whole() -> None:
    timelines = Timelines()
    with web(timelines.answer) as server:
        take(
            plugin, plugin.parse({"instance": server.address, "timeline": "hashtag", "hashtag": "بلاغ/كاذب"})
        )
        assert server.requests[0].path.endswith("/%D8%A8%D9%84%D8%A7%D8%BA%2F%D9%83%D8%A7%D8%B0%D8%A8")


def test_the_token_comes_from_a_file_and_goes_in_the_header(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cret\n")
    timelines = Timelines()
    with web(timelines.answer) as server:
        take(plugin, plugin.parse({"instance": server.address, "token": f"file:{tmp_path / 'token'}"}))
        assert server.requests[0].headers["authorization"] == "Bearer s3cret"
        assert "s3cret" not in str(server.requests[0].query)


@pytest.mark.parametrize("visibility", ["private", "direct", "unheard of"])
def test_nothing_that_is_not_public_is_taken(visibility: str) -> None:
    page = statuses.decode(json.dumps([status(1, visibility=visibility)]).encode(), origin="x")
    assert page is not None
    assert page.posts == []
    assert page.ids


def test_a_poll_says_its_answers() -> None:
    poll = {"options": [{"title": "نعم"}, {"title": "لا"}]}
    page = statuses.decode(json.dumps([status(1, "صحيح؟", poll=poll)]).encode(), origin="x")
    assert page is not None
    assert page.posts[0].text == "صحيح؟\n\n– نعم\n– لا"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(status(0))), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_shape_of_json_makes_it_fail(value: object) -> None:
    statuses.decode(json.dumps([value]).encode(), origin="x")
    statuses.event(json.dumps({"event": "update", "payload": json.dumps(value)}), origin="x")
    statuses.event(json.dumps(value), origin="x")


@given(st.text(max_size=40) | JSON.map(str))
def test_no_text_makes_a_cursor_fail(text: str) -> None:
    Cursor.parse(text).start(120)
