"""HTTP without cookies, passwords or the environment's proxy: one answer of bounded size and time.

Redirects are followed here, each to an address that is checked anew; the body of a redirect is not read.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpcore
import httpx

from tabayyun import __version__
from tabayyun.plugins.fetching.connecting import Backend, Tap, checked, left
from tabayyun.plugins.fetching.decoding import ACCEPTED, body
from tabayyun.plugins.fetching.errors import FetchError, Reason
from tabayyun.plugins.fetching.policy import Policy, current, read

USER_AGENT = f"Tabayyun/{__version__} (fact-checking desk of a public institution)"
REDIRECTS = 5
SECONDS = 120.0
LAST_PORT = 65535
_HOST = re.compile(rb"[\w.:-]+", re.ASCII)
MISTAKES = (httpx.HTTPError, httpx.InvalidURL, UnicodeError)
"""What may come of an address that somebody typed, besides a FetchError."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, after redirects."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes


class Transport(httpx.BaseTransport):
    """What `httpx` sends with: ``policy`` says where to, ``tap`` overhears."""

    def __init__(self, policy: Policy, tap: Tap | None = None) -> None:
        self._policy = policy
        self._backend = Backend(Policy.of(["0.0.0.0/0", "::/0"]) if policy.proxy else policy, tap)
        options: dict[str, Any] = {"ssl_context": _trust(), "network_backend": self._backend}
        self._pool = (
            httpcore.HTTPProxy(policy.proxy, **options)
            if policy.proxy
            else httpcore.ConnectionPool(**options)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises FetchError, also while the answer is read."""
        self._refuse(request.url)
        self._backend.until = request.extensions.get("until", time.monotonic() + SECONDS)
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _named():
            answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def _refuse(self, url: httpx.URL) -> None:
        """Raise FetchError for what is no plain web address; behind a proxy, also for where it leads."""
        if not _is_plain(url):
            raise FetchError(Reason.ADDRESS, f"{url}: no web address, or one with a password in it")
        if not self._policy.proxy:
            return
        try:
            if not self._policy.allows(url.host, read(url.host)):
                raise FetchError(Reason.PRIVATE, f"{url.host} is no public address")
        except ValueError:
            _refuse_private(url.host, self._policy)


def _is_plain(url: httpx.URL) -> bool:
    """http or https, a host that could be one, no password."""
    host = bool(_HOST.fullmatch(url.raw_host)) and (url.port or 0) <= LAST_PORT
    return url.scheme in {"http", "https"} and host and not url.userinfo


def _refuse_private(host: str, policy: Policy) -> None:
    """Behind a proxy names may be unknown here; one that is known has to lead to public addresses."""
    try:
        checked(host, 80, policy)
    except FetchError as error:
        if error.reason is Reason.PRIVATE:
            raise


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _named():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _named() -> Iterator[None]:
    """The errors of `httpcore` as ours."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise FetchError(Reason.TOO_LONG, f"it took too long: {error}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
        raise FetchError(Reason.BROKEN, f"{type(error).__name__}: {error}") from error


def client(
    timeout: float,
    headers: Mapping[str, str] | None = None,
    *,
    policy: Policy | None = None,
    tap: Tap | None = None,
) -> httpx.Client:
    """A client that waits ``timeout`` seconds for each step, and follows no redirect by itself."""
    return httpx.Client(
        transport=Transport(policy or current(), tap),
        trust_env=False,
        timeout=timeout,
        follow_redirects=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": ACCEPTED, **(headers or {})},
    )


@contextmanager
def opened(
    web: httpx.Client, url: str, *, seconds: float = SECONDS, redirects: int = REDIRECTS, **asked: Any
) -> Iterator[httpx.Response]:
    """The answer to a GET, its body not read yet, after at most so many redirects. Raises FetchError.

    ``asked``: ``params`` and ``headers``, as `httpx` takes them.
    """
    until = time.monotonic() + seconds
    request = web.build_request("GET", url, extensions={"until": until}, **asked)
    for _ in range(redirects + 1):
        response = web.send(request, stream=True)
        try:
            if response.next_request is None or not redirects:
                yield response
                return
            request = response.next_request
        finally:
            response.close()
        left(until)
    raise FetchError(Reason.REDIRECTS, f"{url}: more than {redirects} redirects")


def received(response: httpx.Response, *, limit: int) -> bytes:
    """The body, unpacked. Raises FetchError above ``limit`` bytes and after the time of the request."""
    return body(response.iter_raw(), response.headers.get("content-encoding", ""), limit=limit)


def fetch(
    url: str, *, limit: int, seconds: float = 30.0, timeout: float = 10.0, policy: Policy | None = None
) -> Answer:
    """One GET with a client of its own, whatever its status. Raises FetchError."""
    try:
        with client(timeout, policy=policy) as web, opened(web, url, seconds=seconds) as response:
            data = received(response, limit=limit)
            return Answer(response.status_code, str(response.url), response.headers, data)
    except FetchError:
        raise
    except MISTAKES as error:
        raise FetchError(Reason.ADDRESS, f"{url}: {error}") from error


@cache
def _trust() -> ssl.SSLContext:
    """The authorities that are believed, SSL_CERT_FILE among them; made once: it takes 20 ms."""
    return httpx.create_ssl_context()
