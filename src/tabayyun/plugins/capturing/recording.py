"""What goes over the line, kept byte for byte. Every address is asked once, within one budget."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

from tabayyun.plugins.fetching.client import MISTAKES, client, opened, received
from tabayyun.plugins.fetching.connecting import Tap, left
from tabayyun.plugins.fetching.decoding import too_large
from tabayyun.plugins.fetching.errors import FetchError, Reason
from tabayyun.plugins.fetching.policy import Policy

_INTERIM = re.compile(rb"HTTP/1\.[01] 1\d\d[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n")
"""Answers before the answer (RFC 9110, 15.2)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one capture."""

    first: int = 100_000_000
    """Bytes of the page or file itself."""
    each: int = 20_000_000
    """Bytes of anything that belongs to it."""
    total: int = 200_000_000
    """Bytes of everything together."""
    requests: int = 300
    patience: float = 15.0
    """Seconds for anything that belongs to it."""
    seconds: float = 75.0
    """For everything together: the jobs of the desk end after 120."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer."""

    url: str
    at: datetime
    address: str
    """Of the server; of the proxy, where there is one."""
    certificate: str
    """SHA-256 of what the server showed, hexadecimal; empty without TLS."""
    request: bytes
    response: bytes
    """As it came, the packing for the way included."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """Unpacked."""
    location: str
    """Where a redirect leads, absolute; empty for anything else."""

    @property
    def media_type(self) -> str:
        """As the server calls it, without its parameters; in small letters."""
        return self.header("content-type").partition(";")[0].strip().lower()

    def header(self, name: str) -> str:
        """The first header of that name (in small letters); empty when there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(slots=True)
class Recorder:
    """Asks, and keeps what it was answered. Several threads may ask at once."""

    policy: Policy
    limits: Limits
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    exchanges: list[Exchange] = field(default_factory=list)
    left_out: dict[str, Reason] = field(default_factory=dict)
    """What could not be had, and why."""
    _known: dict[str, Exchange] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _until: float = 0.0
    _bytes: int = 0

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.limits.seconds

    def left(self) -> float:
        """Seconds that remain. Raises FetchError when none do."""
        return left(self._until)

    def get(self, url: str, *, first: bool = False) -> Exchange:
        """The answer of ``url`` itself, a redirect not followed. Raises FetchError, and remembers why."""
        url = url.partition("#")[0]
        if known := self._known.get(url):
            return known
        try:
            exchange = self._asked(url, self._room(first), self._time(first))
        except FetchError as error:
            self.left_out[url] = error.reason
            raise
        with self._lock:
            self._known[url] = exchange
            self._bytes += len(exchange.response)
            self.exchanges.append(exchange)
        return exchange

    def _room(self, first: bool) -> int:
        with self._lock:
            room = self.limits.total - self._bytes
            if room <= 0 or len(self.exchanges) >= self.limits.requests:
                raise too_large(self.limits.total)
        return min(room, self.limits.first if first else self.limits.each)

    def _time(self, first: bool) -> float:
        return self.left() if first else min(self.left(), self.limits.patience)

    def _asked(self, url: str, limit: int, seconds: float) -> Exchange:
        tap, at = Tap(), self.clock()
        try:
            with (
                client(10.0, {"Connection": "close"}, policy=self.policy, tap=tap) as web,
                opened(web, url, seconds=seconds, redirects=0) as answer,
            ):
                body = received(answer, limit=limit)
        except FetchError:
            raise
        except MISTAKES as error:
            raise FetchError(Reason.ADDRESS, f"{url}: {error}") from error
        headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in answer.headers.raw)
        following = answer.next_request
        return Exchange(
            url=url,
            at=at,
            address=tap.address,
            certificate=hashlib.sha256(tap.certificate).hexdigest() if tap.certificate else "",
            request=bytes(tap.sent),
            response=_INTERIM.sub(b"", bytes(tap.got), count=3) if tap.got[9:10] == b"1" else bytes(tap.got),
            status=answer.status_code,
            headers=headers,
            body=body,
            location=str(following.url) if following else "",
        )
