"""How a feed arrives: one conditional GET (RFC 9110 §13)."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from tabayyun.plugins.sources.web import Answer, client, get


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave last time, so that it can say that nothing has changed."""

    etag: str = ""
    modified: str = ""


def fetch(url: str, seen: Validators, *, limit: int, timeout: float) -> Answer | None:
    """The feed, or None when it is as it was. Raises SourceError."""
    headers = {"Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"}
    if seen.etag:
        headers["If-None-Match"] = seen.etag
    if seen.modified:
        headers["If-Modified-Since"] = seen.modified
    with client(timeout, headers) as web:
        answer = get(web, url, limit=limit)
    return None if answer.status == HTTPStatus.NOT_MODIFIED else answer


def validators(answer: Answer) -> Validators:
    """What to send back next time."""
    return Validators(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
