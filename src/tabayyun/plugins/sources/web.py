"""HTTP for the sources that ask: one answer of bounded size, or a SourceError that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx

from tabayyun.plugins.fetching.client import MISTAKES, SECONDS, USER_AGENT, Answer, client, opened, received
from tabayyun.plugins.sources.base import SourceError

__all__ = ["USER_AGENT", "Answer", "client", "get", "refuse", "wait_for"]
LONGEST_WAIT = 24 * 3600.0
"""Seconds: nobody is silenced for longer, whatever a header says."""


def get(
    web: httpx.Client,
    url: str,
    *,
    limit: int,
    seconds: float = SECONDS,
    params: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One GET: at most ``limit`` bytes within ``seconds``. Raises SourceError, also for 4xx and 5xx."""
    try:
        with opened(web, url, seconds=seconds, params=params, headers=headers) as response:
            refuse(response.status_code, response.headers, str(response.url))
            body = received(response, limit=limit)
            return Answer(response.status_code, str(response.url), response.headers, body)
    except MISTAKES as error:
        raise SourceError(f"{url}: {error.__class__.__name__}: {error}") from error


def refuse(status: int, headers: Mapping[str, str], url: str) -> None:
    """Raise SourceError for an answer that is an error, with the seconds it asks to wait."""
    if status < HTTPStatus.BAD_REQUEST:
        return
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    raise SourceError(f"{url}: {status} {phrase}".rstrip(), retry_after=wait_for(headers, datetime.now(UTC)))


def wait_for(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until the source wants to be asked again: Retry-After, else X-RateLimit-Reset, else None.

    Both are read as a number of seconds or as a date (RFC 9110 §10.2.3; Mastodon writes the reset as
    ISO 8601, others as seconds since 1970).
    """
    if (given := headers.get("retry-after")) is not None:
        return _seconds(given, now)
    if headers.get("x-ratelimit-remaining", "").strip() == "0":
        return _seconds(headers.get("x-ratelimit-reset", ""), now)
    return None


def _seconds(given: str, now: datetime) -> float | None:
    try:
        seconds = float(given)
        if seconds > 1e9:  # noqa: PLR2004  (a moment since 1970, not a length)
            seconds -= now.timestamp()
    except ValueError:
        at = _moment(given)
        if at is None:
            return None
        seconds = (at - now).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT) if seconds == seconds else None  # noqa: PLR0124  (NaN)


def _moment(given: str) -> datetime | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            at = read(given.strip())
        except (ValueError, TypeError, IndexError):
            continue
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None
