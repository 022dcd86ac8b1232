"""Connections to addresses that were checked: a name is resolved once, and what was checked is dialled.

So a name that leads elsewhere the second time it is asked gains nothing. Every read and write ends at a
deadline, however slowly the other side drips.
"""

from __future__ import annotations

import selectors
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore

from tabayyun.plugins.fetching.errors import FetchError, Reason
from tabayyun.plugins.fetching.policy import Policy, read

SECONDS = 120.0
"""Until when a connection is used when nothing else was said."""


def checked(host: str, port: int, policy: Policy) -> list[str]:
    """The addresses of ``host``, all of which may be connected to. Raises FetchError.

    One that may not is enough to refuse: a name that leads to both is a trick or a mistake.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchError(Reason.UNKNOWN_HOST, f"{host}: {error}") from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    for address in addresses:
        if not policy.allows(host, read(address)):
            raise FetchError(Reason.PRIVATE, f"{host}: {address} is no public address")
    return addresses


def connected(host: str, port: int, policy: Policy, seconds: float) -> socket.socket:
    """A connection to ``host`` within ``seconds``. Raises FetchError."""
    until, why = time.monotonic() + seconds, ""
    for address in checked(host, port, policy):
        try:
            return socket.create_connection((address, port), timeout=left(until))
        except OSError as error:
            why = str(error)
    raise FetchError(Reason.UNREACHABLE, f"{host}:{port}: {why}")


def left(until: float) -> float:
    """Seconds until then. Raises FetchError when it is over."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise FetchError(Reason.TOO_LONG, "the answer took too long")
    return seconds


@dataclass(slots=True)
class Tap:
    """What went over a connection, byte for byte, inside the encryption; and who was at the other end."""

    address: str = ""
    certificate: bytes = b""
    sent: bytearray = field(default_factory=bytearray)
    got: bytearray = field(default_factory=bytearray)


class Backend(httpcore.NetworkBackend):
    """How `httpcore` connects: with `connected`, until ``until`` (monotonic), perhaps overheard."""

    def __init__(self, policy: Policy, tap: Tap | None = None) -> None:
        self.policy = policy
        self.tap = tap
        self.until = time.monotonic() + SECONDS

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises FetchError."""
        most = left(self.until)
        plug = connected(host, port, self.policy, min(timeout or most, most))
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.tap:
            self.tap.address = str(plug.getpeername()[0])
        return Stream(plug, self)

    def sleep(self, seconds: float) -> None:
        """Between two tries, of which there is one."""


class Stream(httpcore.NetworkStream):
    """One connection of a `Backend`."""

    def __init__(self, plug: socket.socket, backend: Backend) -> None:
        self._plug = plug
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._wait_at_most(timeout)
        try:
            data = self._plug.recv(max_bytes)
        except TimeoutError:
            raise FetchError(Reason.TOO_LONG, "the answer took too long") from None
        except OSError as error:
            raise FetchError(Reason.BROKEN, str(error)) from error
        if self._backend.tap:
            self._backend.tap.got += data
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._wait_at_most(timeout)
        try:
            self._plug.sendall(buffer)
        except OSError as error:
            raise FetchError(Reason.BROKEN, str(error)) from error
        if self._backend.tap:
            self._backend.tap.sent += buffer

    def close(self) -> None:
        self._plug.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted and checked against the name that was asked for."""
        self._wait_at_most(timeout)
        try:
            secured = ssl_context.wrap_socket(self._plug, server_hostname=server_hostname)
        except (OSError, ValueError) as error:
            self.close()
            raise FetchError(Reason.BROKEN, f"{server_hostname}: {error}") from error
        if tap := self._backend.tap:
            tap.certificate = secured.getpeercert(binary_form=True) or b""
            tap.sent.clear()  # what a proxy was told before
            tap.got.clear()
        return Stream(secured, self._backend)

    def get_extra_info(self, info: str) -> Any:
        """What `httpcore` asks before it uses a connection again."""
        if info == "is_readable":
            return _has_something(self._plug)
        return self._plug if info == "ssl_object" and isinstance(self._plug, ssl.SSLSocket) else None

    def _wait_at_most(self, timeout: float | None) -> None:
        most = left(self._backend.until)
        self._plug.settimeout(min(timeout or most, most))


def _has_something(plug: socket.socket) -> bool:
    """Whether an idle connection has bytes or its end to read: then it is not used again."""
    if plug.fileno() < 0:
        return True
    with selectors.DefaultSelector() as selector:
        selector.register(plug, selectors.EVENT_READ)
        return bool(selector.select(0))
