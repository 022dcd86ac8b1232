"""A remote timestamp authority, over HTTP as RFC 3161 (3.4) says. Only a hash leaves the machine."""

from __future__ import annotations

import hashlib
from typing import ClassVar

import httpx
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    decode_timestamp_response,
)

from tabayyun.plugins.timestamps.base import TimestampError

SECONDS = 20.0
LONGEST = 256 * 1024
"""Bytes of an answer; a stamp with a long chain has about 8,000."""
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


class RemoteTimestamps:
    """Stamps of the authority at ``url``."""

    slug: ClassVar[str] = "rfc3161"

    def stamp(self, data: bytes, *, home: str, url: str) -> bytes:
        """The DER-encoded response over SHA-256 of ``data``. Raises TimestampError.

        Checked here: granted, over these bytes, for this query. Whether its certificate is to be
        trusted is for the reader to say, with the authority's root.
        """
        request = TimestampRequestBuilder(data=data, hash_algorithm=HashAlgorithm.SHA256).build()
        answer = self._asked(request, url)
        _check(_decoded(answer), request, data)
        return answer

    def root(self, *, home: str) -> bytes:
        """Nothing: the authority publishes its own."""
        return b""

    def _asked(self, request: TimeStampRequest, url: str) -> bytes:
        if not url.startswith(("https://", "http://")):
            raise TimestampError(f"the authority's address is missing or no web address: {url!r}")
        headers = {"Content-Type": QUERY, "Accept": REPLY}
        try:
            with httpx.stream(
                "POST", url, content=request.as_bytes(), headers=headers, timeout=SECONDS
            ) as response:
                return _body(response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise TimestampError(f"{url}: {error or type(error).__name__}") from error


def _body(response: httpx.Response) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise TimestampError(f"{response.url} answered {response.status_code}")
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != REPLY:
        raise TimestampError(f"{response.url} answered {kind or 'nothing named'} instead of {REPLY}")
    body = b""
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LONGEST:
            raise TimestampError(f"{response.url} answered more than {LONGEST} bytes")
    return body


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(answer)
    except ValueError as error:
        raise TimestampError(f"the answer is no timestamp: {error}") from error


def _check(response: TimeStampResponse, request: TimeStampRequest, data: bytes) -> None:
    if response.status not in {PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS}:
        raise TimestampError(f"refused ({response.status}): {' '.join(response.status_string)}")
    info = response.tst_info
    if info.message_imprint.message != hashlib.sha256(data).digest():
        raise TimestampError("the stamp is for other bytes")
    if info.nonce != request.nonce:
        raise TimestampError("the stamp is for another query")


plugin = RemoteTimestamps()
