"""Small strict servers on this machine: HTTP and WebSocket, each in a thread of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve


@dataclass
class Request:
    """What was asked."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass
class Reply:
    """What is answered."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


Answerer = Callable[[Request], Reply]


@dataclass
class Web:
    """A running HTTP server."""

    address: str
    requests: list[Request]


@contextmanager
def web(answer: Answerer) -> Iterator[Web]:
    """Answer GET requests until the block ends."""
    requests: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            request = Request(parts.path, query, {k.lower(): v for k, v in self.headers.items()})
            requests.append(request)
            reply = answer(request)
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Web(f"http://127.0.0.1:{server.server_address[1]}", requests)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def sockets(handle: Callable[[ServerConnection], None]) -> Iterator[str]:
    """Handle WebSocket connections until the block ends; gives the address."""

    def quietly(connection: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            handle(connection)

    server = serve(quietly, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
    finally:
        server.shutdown()
        thread.join()


def asked(connection: ServerConnection) -> Request:
    """What a WebSocket client asked for."""
    assert connection.request is not None
    parts = urlsplit(connection.request.path)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return Request(parts.path, query, {k.lower(): v for k, v in connection.request.headers.raw_items()})


class Timelines:
    """A Mastodon server's public timeline and stream, as https://docs.joinmastodon.org says they answer."""

    def __init__(self) -> None:
        self.statuses: list[dict[str, object]] = []
        self.streaming = ""
        self.reply: Reply | None = None
        """Answered instead of the timeline."""

    def answer(self, request: Request) -> Reply:
        """One HTTP request."""
        if request.path == "/api/v2/instance":
            return self._json({"configuration": {"urls": {"streaming": self.streaming}}})
        if self.reply is not None:
            return self.reply
        assert request.path.startswith("/api/v1/timelines/"), request.path
        assert set(request.query) <= {"min_id", "max_id", "since_id", "limit", "local"}, request.query
        found = sorted(self.statuses, key=lambda status: int(str(status["id"])))
        limit = min(int(request.query.get("limit", "20")), 40)
        if "min_id" in request.query:
            found = [one for one in found if int(str(one["id"])) > int(request.query["min_id"])][:limit]
        else:
            found = found[-limit:]
        return self._json(found[::-1])

    def stream(self, connection: ServerConnection) -> None:
        """One stream: what was there before it is not repeated."""
        sent = len(self.statuses)
        while True:
            for status in self.statuses[sent:]:
                connection.send(
                    json.dumps({"stream": ["public"], "event": "update", "payload": json.dumps(status)})
                )
                sent += 1
            try:
                connection.recv(timeout=0.02)
            except TimeoutError:
                continue

    @staticmethod
    def _json(value: object) -> Reply:
        return Reply(body=json.dumps(value).encode(), headers={"Content-Type": "application/json"})


def status(number: int, text: str = "", **more: object) -> dict[str, object]:
    """A status whose id is of 2026-11-05 plus ``number`` seconds, as Mastodon makes them."""
    moment = 1_793_872_800_000 + number * 1000
    return {
        "id": str(moment << 16),
        "created_at": "2026-11-05T10:00:00.000Z",
        "visibility": "public",
        "language": "ar",
        "url": f"https://social.example/@a/{number}",
        "account": {"acct": "a"},
        "in_reply_to_id": None,
        "reblog": None,
        "spoiler_text": "",
        "content": f"<p>{text or f'خبر {number}'}</p>",
        "media_attachments": [],
        "reblogs_count": 0,
        "favourites_count": 0,
        **more,
    }


class Jetstream:
    """A Jetstream, as its makers describe it: JSON, replayed from the time ``cursor`` on."""

    def __init__(self) -> None:
        self.messages: list[str | bytes] = []
        self.asked: list[Request] = []
        self.close_after: int | None = None
        """Messages after which it breaks off."""

    def stream(self, connection: ServerConnection) -> None:
        """One subscription."""
        request = asked(connection)
        self.asked.append(request)
        assert request.path == "/subscribe", request.path
        assert request.query["wantedCollections"] == "app.bsky.feed.post"
        after, sent = int(request.query.get("cursor", "0")), 0
        while True:
            while sent < len(self.messages):
                if sent == self.close_after:
                    return
                message = self.messages[sent]
                sent += 1
                if _time(message) >= after:
                    connection.send(message)
            try:
                connection.recv(timeout=0.02)
            except TimeoutError:
                continue


class Firehose:
    """A firehose: frames with growing ``seq``, replayed after ``cursor``."""

    def __init__(self) -> None:
        self.frames: list[tuple[int, bytes]] = []
        self.asked: list[Request] = []
        self.before: list[bytes] = []
        """Frames that are sent first, whatever the cursor."""
        self.ends = False
        """Whether it closes when everything was sent."""

    def stream(self, connection: ServerConnection) -> None:
        """One subscription."""
        request = asked(connection)
        self.asked.append(request)
        assert request.path == "/xrpc/com.atproto.sync.subscribeRepos", request.path
        for frame in self.before:
            connection.send(frame)
        after, sent = int(request.query.get("cursor", "0")), 0
        while True:
            while sent < len(self.frames):
                seq, frame = self.frames[sent]
                sent += 1
                if seq > after:
                    connection.send(frame)
            if self.ends:
                return
            try:
                connection.recv(timeout=0.02)
            except TimeoutError:
                continue


def _time(message: str | bytes) -> int:
    try:
        return int(json.loads(message)["time_us"])
    except (ValueError, KeyError, TypeError):
        return 2**62
