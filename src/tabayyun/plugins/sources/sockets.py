"""WebSockets for the sources that stream: messages in small groups, or a SourceError that says why not."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tabayyun.plugins.fetching.client import USER_AGENT
from tabayyun.plugins.fetching.connecting import connected
from tabayyun.plugins.fetching.errors import FetchError
from tabayyun.plugins.fetching.policy import current
from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.web import wait_for

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
            **_way(url, timeout),
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
    except (OSError, ValueError, EOFError, FetchError, InvalidHandshake, InvalidURI) as error:
        raise SourceError(f"{_shown(url)}: {error.__class__.__name__}: {error}") from error
    with socket:
        yield socket


def _way(url: str, timeout: float) -> dict[str, Any]:
    """Over a connection to a checked address, or by the administrator's proxy. Raises FetchError."""
    policy, place = current(), urlsplit(url)
    if policy.proxy:
        return {"proxy": policy.proxy}
    port = place.port or (443 if place.scheme == "wss" else 80)
    return {"proxy": None, "sock": connected(place.hostname or "", port, policy, timeout)}


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
