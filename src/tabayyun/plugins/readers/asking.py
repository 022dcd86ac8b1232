"""Asking a platform: one JSON object of bounded size, or a ReaderError that says why not.

Tokens travel in headers, never in the address, where they would end up in logs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any

from tabayyun.plugins.fetching.client import MISTAKES, client, opened, received
from tabayyun.plugins.fetching.errors import FetchError
from tabayyun.plugins.readers.base import ReaderError
from tabayyun.plugins.sources.web import wait_for

LIMIT = 2_000_000
TIMEOUT, LONGEST = 10.0, 25.0
"""Seconds to wait for each step of an answer, and for the whole of it."""
RESETS = ("x-ratelimit-reset", "ratelimit-reset", "x-rate-limit-reset")
Trouble = Callable[[int, Any, Mapping[str, str]], ReaderError | None]
"""(status, the JSON of the answer, its headers) → what the platform means by it; None: nothing special."""


def _plainly(status: int, said: Any, headers: Mapping[str, str]) -> ReaderError | None:
    return None


class Api:
    """One platform at ``address``, asked with ``headers``; ``trouble`` understands its errors."""

    def __init__(self, address: str, headers: Mapping[str, str], trouble: Trouble = _plainly) -> None:
        self._address = address.rstrip("/")
        self._trouble = trouble
        self._web = client(TIMEOUT, headers)

    def __enter__(self) -> Api:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._web.close()

    def get(self, path: str, **params: str) -> dict[str, Any]:
        """The object at ``path``. Raises ReaderError."""
        try:
            # Without redirects: a token goes to the address it was given for, nowhere else.
            asked = opened(self._web, self._address + path, seconds=LONGEST, redirects=0, params=params)
            with asked as response:
                body = received(response, limit=LIMIT)
        except FetchError as error:
            raise ReaderError(f"{self._address}{path}: {error}") from error
        except MISTAKES as error:
            raise ReaderError(f"{self._address}{path}: {type(error).__name__}") from error
        return self._understood(path, response.status_code, body, response.headers)

    def _understood(self, path: str, status: int, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            said = None
        known = self._trouble(status, said, headers)
        if known is not None:
            raise known
        if status != HTTPStatus.OK:
            raise ReaderError(f"{self._address}{path}: {status}", retry_after=wait(status, headers))
        if not isinstance(said, dict):
            raise ReaderError(f"{self._address}{path}: an object was expected")
        return said


def wait(status: int, headers: Mapping[str, str]) -> float | None:
    """Seconds until the platform wants to be asked again, by its headers."""
    now = datetime.now(UTC)
    if (asked := wait_for(headers, now)) is not None or status != HTTPStatus.TOO_MANY_REQUESTS:
        return asked
    given = next((headers[name] for name in RESETS if name in headers), None)
    return wait_for({"retry-after": given}, now) if given else None


def count(said: Mapping[str, Any], name: str, where: str) -> int:
    """The number called ``name``, as a number or as text (Google). Raises ReaderError for anything else."""
    value = said.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ReaderError(f"{where}: no number called {name} in the answer")
    return value


def part(said: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    """The object called ``name``. Raises ReaderError."""
    value = said.get(name)
    if not isinstance(value, dict):
        raise ReaderError(f"{where}: nothing called {name} in the answer")
    return value


def need(token: str) -> str:
    """``token``, which must be there. Raises ReaderError."""
    if not token:
        raise ReaderError("no token was given for this account")
    return token
