"""Server-sent events: the queue as it changes.

One task a process asks the database once a second whether anything changed, and only then renders
the changed rows, once for every *audience* (same filters, same language, same rights): three
hundred readers of the same queue cost what one costs.
"""

from __future__ import annotations

import asyncio
import contextvars
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from time import monotonic
from weakref import WeakKeyDictionary

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.http import require_GET

from tabayyun.desk.signals import queries
from tabayyun.desk.signals.views.queue import filters_of
from tabayyun.kit.roles import allowed, may

TICK = 1.0
HEARTBEAT = 15.0
LONGEST = 600.0  # then the browser comes back by itself, and is asked again who it is
BEHIND = 8  # messages; a reader further behind is cut off and catches up by Last-Event-ID
RETRY = b"retry: 2000\n\n"

Mailbox = asyncio.Queue[bytes | None]


@dataclass(frozen=True, slots=True)
class Audience:
    """Readers who see the same rows in the same words."""

    filters: queries.Filters
    language: str
    decides: bool


@dataclass(slots=True)
class Broadcaster:
    """Tells every audience what changed. One for every event loop; runs while anybody listens."""

    readers: dict[Audience, set[Mailbox]] = field(default_factory=dict)
    task: asyncio.Task[None] | None = None

    def join(self, audience: Audience) -> Mailbox:
        mailbox: Mailbox = asyncio.Queue(BEHIND)
        self.readers.setdefault(audience, set()).add(mailbox)
        if self.task is None or self.task.done():
            # A context of its own: the first reader's request ends, this goes on.
            self.task = asyncio.create_task(self._run(), context=contextvars.Context())
        return mailbox

    def leave(self, audience: Audience, mailbox: Mailbox) -> None:
        others = self.readers.get(audience, set())
        others.discard(mailbox)
        if not others:
            self.readers.pop(audience, None)

    async def _run(self) -> None:
        revision = await _ask(queries.latest_revision)
        while self.readers:
            started = monotonic()
            latest = await _ask(queries.latest_revision)
            if latest > revision:
                await self._tell(revision, latest)
                revision = latest
            # Never more than a fifth of the time: a flood of changes is told in larger steps.
            await asyncio.sleep(max(TICK, 4 * (monotonic() - started)))

    async def _tell(self, after: int, latest: int) -> None:
        for audience in list(self.readers):
            message = await _ask(message_for, audience, after, latest)
            for mailbox in self.readers.get(audience, set()):
                _post(mailbox, message)


_broadcasters: WeakKeyDictionary[asyncio.AbstractEventLoop, Broadcaster] = WeakKeyDictionary()


@require_GET
@allowed("desk.read")
def events(request: HttpRequest) -> HttpResponseBase:
    """What changes in the queue from now on, or since ``Last-Event-ID`` (or ``after``)."""
    audience = Audience(
        filters_of(request, timezone.now()),
        translation.get_language(),
        may(request.user, "signals.decide"),
    )
    given = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    after = int(given) if given.isdecimal() else None
    stream = _stream(audience, after) if isinstance(request, ASGIRequest) else _once(audience, after)
    response = StreamingHttpResponse(stream, content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def message_for(audience: Audience, after: int, latest: int) -> bytes:
    """One event: the order of the first page, and the rows in it that changed."""
    found = queries.changes(audience.filters, after)
    with translation.override(audience.language):
        html = "".join(
            render_to_string("signals/_row.html", {"row": row, "decides": audience.decides, "fresh": True})
            for row in queries.rows(found.changed, timezone.now())
        )
    data = json.dumps({"order": found.order, "rows": html}, ensure_ascii=False)
    return f"id: {latest}\nevent: rows\ndata: {data}\n\n".encode()


def _once(audience: Audience, after: int | None) -> Iterator[bytes]:
    """Under WSGI, where an open answer would keep a thread: what changed, and «ask again soon»."""
    latest = queries.latest_revision()
    yield RETRY
    if after is None or after < latest:
        yield message_for(audience, latest if after is None else after, latest)


async def _stream(audience: Audience, after: int | None) -> AsyncIterator[bytes]:
    broadcaster = _broadcasters.setdefault(asyncio.get_running_loop(), Broadcaster())
    mailbox = broadcaster.join(audience)
    try:
        yield RETRY
        latest = await _ask(queries.latest_revision)
        if after is not None and after < latest:
            yield await _ask(message_for, audience, after, latest)
        async for message in _messages(mailbox):
            yield message
    finally:
        broadcaster.leave(audience, mailbox)


async def _messages(mailbox: Mailbox) -> AsyncIterator[bytes]:
    end = monotonic() + LONGEST
    while monotonic() < end:
        try:
            message = await asyncio.wait_for(mailbox.get(), HEARTBEAT)
        except TimeoutError:
            yield b": heartbeat\n\n"
            continue
        if message is None:
            return
        yield message


def _post(mailbox: Mailbox, message: bytes) -> None:
    """Put the message in, or, when the reader is too far behind, the sign to hang up."""
    if not mailbox.full():
        mailbox.put_nowait(message)
        return
    while not mailbox.empty():
        mailbox.get_nowait()
    mailbox.put_nowait(None)


@sync_to_async
def _ask(question, *args):  # type: ignore[no-untyped-def]
    try:
        return question(*args)
    finally:
        close_old_connections()
