"""Public pages from memory, in front of Django: pure ASGI, no thread, about a tenth of a millisecond.

A page is rendered once however many people ask for it at that moment, answered from memory for a few
seconds, and goes on being answered when Django fails. Only what is the same for everybody is kept:
nothing that sets a cookie or varies by one, nothing of the desk, nothing posted.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tabayyun.newsroom.encodings import choose, encoded

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

PRIVATE_PREFIXES = ("/desk/",)
KEPT_STATUSES = frozenset({200, 301, 404, 410})
SERVER_ERROR = 500
UNSHARED_LIMIT = 1_000
RECOMPUTED = frozenset({b"content-length", b"content-encoding", b"etag", b"last-modified", b"vary", b"date"})
CONDITIONAL = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"})


@dataclass(slots=True)
class Answer:
    """What Django said to one GET."""

    status: int
    headers: Headers
    body: bytes
    etag: bytes = b""
    fresh_until: float = 0.0
    variants: dict[bytes, bytes] = field(default_factory=dict)

    def header(self, name: bytes) -> bytes:
        return b", ".join(value for key, value in self.headers if key == name)

    @property
    def shared(self) -> bool:
        """The same for everybody: sets no cookie, varies by none, does not call itself private."""
        control = self.header(b"cache-control")
        return not (
            self.header(b"set-cookie")
            or b"cookie" in self.header(b"vary").lower()
            or any(word in control for word in (b"private", b"no-store", b"no-cache"))
        )

    @property
    def size(self) -> int:
        return len(self.body) + sum(map(len, self.variants.values())) + 1_024


class PageCache:
    """Keeps answers for ``seconds``, at most ``limit`` bytes of them; ``clock`` counts seconds."""

    def __init__(
        self,
        app: App,
        *,
        seconds: float,
        limit: int = 64 * 1024 * 1024,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self.seconds = seconds
        self.limit = limit
        self.clock = clock
        self.answers: OrderedDict[bytes, Answer] = OrderedDict()
        self.rendering: dict[bytes, asyncio.Task[Answer]] = {}
        self.unshared: OrderedDict[bytes, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = self._key(scope)
        if key is None or key in self.unshared:
            await self.app(scope, receive, send)
            return
        answer = self.answers.get(key)
        if answer is None or answer.fresh_until <= self.clock():
            rendered = await self._rendered(key, scope)
            if rendered is None:
                await self.app(scope, receive, send)
                return
            answer = rendered
        else:
            self.answers.move_to_end(key)
        await self._reply(answer, scope, send)

    def _key(self, scope: Scope) -> bytes | None:
        """Under which a request is kept; None when it is nobody else's business."""
        if self.seconds <= 0 or scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return None
        path: str = scope["path"]
        if path.startswith(PRIVATE_PREFIXES):
            return None
        for name, value in scope["headers"]:
            if name in {b"authorization", b"range"} or (name == b"cookie" and b"sessionid=" in value):
                return None
        return path.encode() + b"?" + bytes(scope.get("query_string", b""))

    async def _rendered(self, key: bytes, scope: Scope) -> Answer | None:
        """The page rendered now, once for all who wait for it.

        None when it turned out not to be the same for everybody and somebody else had asked first.
        """
        task = self.rendering.get(key)
        first = task is None
        if task is None:
            task = self.rendering[key] = asyncio.create_task(self._render(key, scope))
            task.add_done_callback(lambda done: self._rendering_done(key, done))
        # Shielded: a reader who leaves must not take the page away from the others.
        answer = await asyncio.shield(task)
        return answer if first or answer.shared else None

    def _rendering_done(self, key: bytes, task: asyncio.Task[Answer]) -> None:
        self.rendering.pop(key, None)
        if not task.cancelled():
            task.exception()  # seen by those who waited; nobody may be left to see it

    async def _render(self, key: bytes, scope: Scope) -> Answer:
        old = self.answers.get(key)
        try:
            answer = await _ask(self.app, scope)
        except Exception:
            if old is None:
                raise
            return self._prolonged(old)
        if answer.status >= SERVER_ERROR and old is not None:
            return self._prolonged(old)
        if not answer.shared:
            self._remember_unshared(key)
        elif answer.status in KEPT_STATUSES:
            self._keep(key, answer, old)
        return answer

    def _prolonged(self, old: Answer) -> Answer:
        """An old page is better than none; Django is asked again when its time is over."""
        old.fresh_until = self.clock() + self.seconds
        return old

    def _keep(self, key: bytes, answer: Answer, old: Answer | None) -> None:
        answer.etag = b'W/"' + hashlib.sha256(answer.body).hexdigest()[:24].encode() + b'"'
        answer.fresh_until = self.clock() + self.seconds
        if old is not None and old.etag == answer.etag:
            answer.variants = old.variants
        if not answer.header(b"cache-control"):
            age = f"public, max-age={int(self.seconds)}, stale-if-error=86400"
            answer.headers.append((b"cache-control", age.encode()))
        self.answers[key] = answer
        self.answers.move_to_end(key)
        self._shrink()

    def _shrink(self) -> None:
        """Forget what was asked for longest ago, until the rest fits."""
        total = sum(answer.size for answer in self.answers.values())
        while total > self.limit:
            total -= self.answers.popitem(last=False)[1].size

    def _remember_unshared(self, key: bytes) -> None:
        self.answers.pop(key, None)
        self.unshared[key] = None
        if len(self.unshared) > UNSHARED_LIMIT:
            self.unshared.popitem(last=False)

    async def _reply(self, answer: Answer, scope: Scope, send: Send) -> None:
        wanted = {name: value for name, value in scope["headers"] if name in CONDITIONAL}
        if answer.etag and _matches(wanted.get(b"if-none-match", b""), answer.etag):
            await _send(send, 304, _headers(answer, b"", None), b"")
            return
        encoding = choose(wanted.get(b"accept-encoding", b""), answer.header(b"content-type"))
        body = answer.body if encoding == b"" else self._variant(answer, encoding)
        shown = b"" if scope["method"] == "HEAD" else body
        await _send(send, answer.status, _headers(answer, encoding, len(body)), shown)

    @staticmethod
    def _variant(answer: Answer, encoding: bytes) -> bytes:
        if encoding not in answer.variants:
            answer.variants[encoding] = encoded(answer.body, encoding)
        return answer.variants[encoding]


def _headers(answer: Answer, encoding: bytes, length: int | None) -> Headers:
    if not answer.etag:  # not kept: as Django sent it
        own = [pair for pair in answer.headers if pair[0] not in {b"content-length", b"content-encoding"}]
    else:
        own = [pair for pair in answer.headers if pair[0] not in RECOMPUTED]
        own += [(b"etag", answer.etag), (b"vary", b"Accept-Encoding")]
    if encoding:
        own.append((b"content-encoding", encoding))
    return own if length is None else [*own, (b"content-length", str(length).encode())]


def _matches(asked: bytes, etag: bytes) -> bool:
    return asked.strip() == b"*" or etag in {tag.strip() for tag in asked.split(b",")}


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _ask(app: App, scope: Scope) -> Answer:
    """One plain GET to ``app``: no conditions, no compression, its answer whole."""
    asked = dict(scope, method="GET", headers=[h for h in scope["headers"] if h[0] not in CONDITIONAL])
    messages: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]
    answer = Answer(0, [], b"")
    parts: list[bytes] = []

    async def receive() -> Message:
        if messages:
            return messages.pop()
        return await asyncio.Future()  # nobody hangs up on the cache

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = [(bytes(name).lower(), bytes(value)) for name, value in message["headers"]]
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app(asked, receive, send)
    answer.body = b"".join(parts)
    return answer
