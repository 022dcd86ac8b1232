"""What a feed means: RSS or Atom bytes become posts. No network here."""

from __future__ import annotations

import calendar
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import RawPost, Rejected
from tabayyun.plugins.sources.identity import digest, fitting
from tabayyun.plugins.sources.markup import images, is_html, tidy, to_text

LANG_LENGTH = 12


@dataclass(slots=True)
class Feed:
    """What was in the bytes, oldest first."""

    readable: bool
    """False: these bytes are no feed (`rejected` says why)."""
    posts: list[RawPost] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def decode(body: bytes, *, origin: str, kind: str = "") -> Feed:
    """The posts of a feed. Broken XML gives what can still be read of it; nothing raises.

    ``origin`` is the address it came from, ``kind`` the answer's Content-Type, which may name the encoding.
    """
    import feedparser

    # A file-like object: bytes would be tried as the name of a local file first. No address of the feed
    # goes in: feedparser would resolve ids against it, and they would change with a redirect.
    parsed = feedparser.parse(io.BytesIO(body), response_headers={"content-type": kind} if kind else {})
    entries = parsed.entries
    if not entries and not parsed.get("version"):  # an empty answer has not even that key
        why = str(parsed.get("bozo_exception", "neither RSS nor Atom"))
        return Feed(
            False, rejected=[Rejected(origin, 0, reasons.UNREADABLE, f"not a feed: {why}"[:500], body)]
        )
    language = str(parsed.feed.get("language", ""))
    feed = Feed(True)
    for number, entry in reversed(list(enumerate(entries, 1))):
        feed.posts.append(_post(entry, origin, number, language))
    return feed


def _post(entry: dict[str, Any], origin: str, number: int, language: str) -> RawPost:
    title, body, source = _title(entry), *_body(entry)
    link = str(entry.get("link", ""))
    return RawPost(
        id=fitting(str(entry.get("id", "")) or link or digest(title, body, str(entry.get("published", "")))),
        text=body if not title or body.startswith(title) else f"{title}\n\n{body}".strip(),
        created_at=_moment(entry),
        lang=_language(entry, language),
        url=_absolute(origin, link) if link else "",
        author=str(entry.get("author", "")),
        media=_media(entry, source, origin),
        replies_to=_replies_to(entry),
        origin=origin,
        line_number=number,
    )


def _title(entry: Mapping[str, Any]) -> str:
    return _words(str(entry.get("title", "")), str(entry.get("title_detail", {}).get("type", "")))


def _body(entry: Mapping[str, Any]) -> tuple[str, str]:
    """The words of the entry's longest text, and that text as it came."""
    texts = [(one.get("value", ""), one.get("type", "")) for one in entry.get("content", ())]
    texts.append((entry.get("summary", ""), entry.get("summary_detail", {}).get("type", "")))
    value, kind = max(texts, key=lambda text: len(text[0]))
    return _words(value, kind), value


def _words(value: str, kind: str) -> str:
    """Feeds escape HTML in any field whatever the type they give: markup is taken for markup."""
    return to_text(value) if kind.endswith("html") or is_html(value) else tidy(value)


def _language(entry: Mapping[str, Any], of_feed: str) -> str:
    said = [one.get("language") for one in (*entry.get("content", ()), entry.get("summary_detail", {}))]
    return next((lang for lang in (*said, of_feed) if lang and len(lang) <= LANG_LENGTH), "")


def _moment(entry: dict[str, Any]) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        if at := dict.get(entry, name):  # in UTC; feedparser's own get warns about a fallback
            try:
                return datetime.fromtimestamp(calendar.timegm(at), UTC)
            except (ValueError, OverflowError):
                continue
    return None


def _media(entry: Mapping[str, Any], source: str, origin: str) -> tuple[str, ...]:
    found = [one.get("href", "") for one in entry.get("enclosures", ())]
    found += [
        one.get("url", "") for one in (*entry.get("media_content", ()), *entry.get("media_thumbnail", ()))
    ]
    found += images(source)
    return tuple(dict.fromkeys(_absolute(origin, address) for address in found if address))


def _absolute(origin: str, address: str) -> str:
    try:
        return urljoin(origin, address)
    except ValueError:  # brackets that hold no IPv6 address
        return address


def _replies_to(entry: Mapping[str, Any]) -> str:
    """Atom threading (RFC 4685)."""
    return fitting(str(entry.get("thr_in-reply-to", {}).get("ref", "")))
