"""What Mastodon's statuses mean: JSON becomes posts. No network here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import RawPost, Rejected
from tabayyun.plugins.sources.identity import fitting
from tabayyun.plugins.sources.markup import to_text
from tabayyun.plugins.sources.post_format import Unfit, moment

OPEN = frozenset({"public", "unlisted"})
"""Visibilities that are said in public; nothing else is ever collected."""


@dataclass(slots=True)
class Page:
    """What was in one answer, oldest first."""

    posts: list[RawPost] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    """Of everything in it, kept or not: paging goes on from the last."""


def order(identifier: str) -> tuple[int, str]:
    """Mastodon's ids are numbers as text: later is longer, then larger."""
    return len(identifier), identifier


def decode(body: bytes, *, origin: str) -> Page | None:
    """The statuses of a timeline's answer; None when it is no list."""
    try:
        statuses = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(statuses, list):
        return None
    page = Page()
    for number, status in reversed(list(enumerate(statuses, 1))):
        _take(page, status, origin, number)
    return page


def event(message: str | bytes, *, origin: str) -> Page:
    """The status of one message of the stream; deletions, edits and notices give nothing."""
    page = Page()
    try:
        record = json.loads(message)
        if record.get("event") == "update":
            payload = record["payload"]
            _take(page, json.loads(payload) if isinstance(payload, str) else payload, origin, 0)
    except (ValueError, KeyError, AttributeError, RecursionError) as error:
        page.rejected.append(refusal(message, origin, 0, str(error)))
    return page


def _take(page: Page, status: Any, origin: str, number: int) -> None:
    try:
        identifier = str(status["id"])
        page.ids.append(identifier)
        if status.get("visibility", "public") in OPEN and not status.get("reblog"):
            page.posts.append(_post(status, identifier, origin, number))
    except (KeyError, TypeError, AttributeError, Unfit) as error:
        page.rejected.append(
            refusal(json.dumps(status), origin, number, f"{error.__class__.__name__} {error}")
        )


def refusal(raw: str | bytes, origin: str, number: int, why: str) -> Rejected:
    """Something that is no status, kept whole."""
    kept = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    return Rejected(origin, number, reasons.UNREADABLE, why[:500], kept)


def _post(status: Mapping[str, Any], identifier: str, origin: str, number: int) -> RawPost:
    return RawPost(
        id=fitting(identifier),
        text=_text(status),
        created_at=moment(status["created_at"]),
        lang=str(status.get("language") or "")[:12],
        url=str(status.get("url") or status.get("uri") or ""),
        author=str(status["account"]["acct"]),
        media=_media(status),
        shares=int(status.get("reblogs_count") or 0),
        likes=int(status.get("favourites_count") or 0),
        replies_to=str(status.get("in_reply_to_id") or ""),
        origin=origin,
        line_number=number,
    )


def _text(status: Mapping[str, Any]) -> str:
    """The warning, the words and the answers of a poll; for pictures alone, what they are said to show."""
    poll = status.get("poll") or {}
    parts = [str(status.get("spoiler_text") or ""), to_text(str(status["content"]))]
    parts += ["\n".join(f"– {answer['title']}" for answer in poll.get("options", ()))]
    if not any(parts):
        parts = [str(one.get("description") or "") for one in status.get("media_attachments") or ()]
    return "\n\n".join(part for part in parts if part)


def _media(status: Mapping[str, Any]) -> tuple[str, ...]:
    attachments = status.get("media_attachments") or ()
    return tuple(str(url) for one in attachments if (url := one.get("url") or one.get("remote_url")))
