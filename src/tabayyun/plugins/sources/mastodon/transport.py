"""How Mastodon's statuses arrive: pages of a timeline, or messages of a stream.

Published protocol: https://docs.joinmastodon.org/methods/timelines/ and …/methods/streaming/.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.sockets import connection
from tabayyun.plugins.sources.web import Answer, client, get, wait_for

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

ANSWER_LIMIT = 10_000_000
MESSAGE_LIMIT = 2_000_000


class Instance:
    """One server, asked with at most one token."""

    def __init__(self, address: str, token: str, timeout: float) -> None:
        self.address = address.rstrip("/")
        self.timeout = timeout
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._web = client(timeout, self._headers)
        self._wait: float | None = None

    def __enter__(self) -> Instance:
        return self

    def __exit__(self, *_: object) -> None:
        self._web.close()

    def page(self, path: str, params: dict[str, Any]) -> Answer:
        """One page of a timeline. Raises SourceError, before asking when the rate limit is used up."""
        if self._wait is not None:
            raise SourceError(f"{self.address}: the rate limit is used up", retry_after=self._wait)
        answer = get(self._web, self.address + path, params=params, limit=ANSWER_LIMIT)
        self._wait = wait_for(answer.headers, datetime.now(UTC))
        return answer

    def account(self, name: str) -> str:
        """The id of the account ``name`` (user or user@server). Raises SourceError."""
        found = self._json("/api/v1/accounts/lookup", {"acct": name.removeprefix("@")})
        if not found.get("id"):
            raise SourceError(f"{self.address}: no account {name}")
        return str(found["id"])

    @contextmanager
    def stream(self, address: str, name: str, tag: str) -> Iterator[ClientConnection]:
        """The open stream ``name``, at ``address`` or where the instance says it is. Raises SourceError."""
        query = {"stream": name} | ({"tag": tag} if tag else {})
        url = f"{address or self._streaming()}/api/v1/streaming?{urlencode(query)}"
        with connection(url, timeout=self.timeout, limit=MESSAGE_LIMIT, headers=self._headers) as socket:
            yield socket

    def _streaming(self) -> str:
        """Where the instance streams; the same host when it does not say."""
        try:
            said = (
                self._json("/api/v2/instance", {}).get("configuration", {}).get("urls", {}).get("streaming")
            )
        except SourceError:
            said = None
        return (str(said) if said else self.address.replace("http", "ws", 1)).rstrip("/")

    def _json(self, path: str, params: dict[str, Any]) -> dict[str, Any]:
        answer = self.page(path, params)
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{answer.url}: {error}") from error
        if not isinstance(found, dict):
            raise SourceError(f"{answer.url}: an object was expected")
        return found


def hashtag_path(tag: str) -> str:
    """The timeline of a hashtag, of any script."""
    return f"/api/v1/timelines/tag/{quote(tag, safe='')}"
