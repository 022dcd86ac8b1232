"""WebSockets for the sources that stream: messages in small groups, or a SourceError that says why not."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.web import USER_AGENT, wait_for

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

PATIENCE = 0.25
"""Seconds without a message after which a group is handed on, and ``stop`` is looked at."""


@contextmanager
def connection(
    url: str, *, timeout: float, limit: int, headers: Mapping[str, str] | None = None
) -> Iterator[ClientConnection]:
    """An open connection that takes messages of at most ``limit`` bytes. Raises SourceError."""
    from websockets.exceptions import InvalidHandshake, InvalidStatus, InvalidURI
    from websockets.sync.client import connect

    try:
        socket = connect(
            url,
            open_timeout=timeout,
            close_timeout=1,
            max_size=limit,
            user_agent_header=USER_AGENT,
            additional_headers=dict(headers or {}),
        )
    except InvalidStatus as error:
        answer = error.response
        wait = wait_for(answer.headers, datetime.now(UTC))
        raise SourceError(
            f"{_shown(url)}: {answer.status_code} {answer.reason_phrase}", retry_after=wait
        ) from error
    except (OSError, EOFError, InvalidHandshake, InvalidURI) as error:
        raise SourceError(f"{_shown(url)}: {error.__class__.__name__}: {error}") from error
    with socket:
        yield socket


def groups(
    socket: ClientConnection, stop: Event, *, most: int = 200, seconds: float = 1.0
) -> Iterator[list[str | bytes]]:
    """Messages as they come, up to ``most`` together, at least every ``seconds`` (then perhaps none).

    Ends when ``stop`` is set. Raises SourceError when the other side closes or breaks off, after
    handing on what came before.
    """
    from websockets.exceptions import ConnectionClosed

    while not stop.is_set():
        held: list[str | bytes] = []
        until = time.monotonic() + seconds
        try:
            while len(held) < most and time.monotonic() < until and not stop.is_set():
                try:
                    held.append(socket.recv(timeout=PATIENCE))
                except TimeoutError:
                    if held:
                        break
        except (ConnectionClosed, UnicodeDecodeError) as error:
            yield held
            raise SourceError(f"the stream broke off: {error}") from error
        yield held


def _shown(url: str) -> str:
    """The address without its query, which may hold a cursor or a token."""
    return url.partition("?")[0]
