"""What Bluesky's records mean: commits of the firehose or of Jetstream become posts. No network here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import RawPost, Rejected
from tabayyun.plugins.sources.identity import fitting
from tabayyun.plugins.sources.post_format import Unfit, moment

COLLECTION = "app.bsky.feed.post"


@dataclass(frozen=True, slots=True)
class Created:
    """One post as it was created in somebody's repository."""

    did: str
    rkey: str
    record: Mapping[str, Any]
    at: str
    """When the service saw it."""

    @property
    def uri(self) -> str:
        """Its address in the network."""
        return f"at://{self.did}/{COLLECTION}/{self.rkey}"


@dataclass(frozen=True, slots=True)
class Event:
    """One message: how far the stream is after it, what was created, and what could not be read."""

    cursor: int | None = None
    created: tuple[Created, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    warning: str = ""
    """The service says that it cannot give everything after the cursor (code)."""
    error: str = ""
    """The service ends the stream (code and message)."""


Decode = Callable[[str | bytes, str], Event]
"""A message and the address it came from → what it says. Never raises."""


def unreadable(message: str | bytes, origin: str, why: str, cursor: int | None = None) -> Event:
    """A message that is kept because it could not be read."""
    raw = message.encode("utf-8", "surrogatepass") if isinstance(message, str) else message
    return Event(cursor, rejected=(Rejected(origin, cursor or 0, reasons.UNREADABLE, why[:500], raw),))


def post(found: Created, origin: str) -> RawPost:
    """The post. Raises TypeError, KeyError, AttributeError or Unfit for a record of another shape."""
    record = found.record
    languages = record.get("langs") or ()
    return RawPost(
        id=fitting(found.uri),
        text=_text(record),
        created_at=_written(record, found.at),
        lang=str(languages[0])[:12] if languages else "",
        url=f"https://bsky.app/profile/{found.did}/post/{found.rkey}",
        author=found.did,
        media=tuple(_media(record.get("embed") or {}, found.did)),
        replies_to=fitting(str(((record.get("reply") or {}).get("parent") or {}).get("uri", ""))),
        origin=origin,
    )


def _text(record: Mapping[str, Any]) -> str:
    """The words; for pictures alone, what they are said to show."""
    text = record["text"]
    if not isinstance(text, str):
        raise TypeError("text")
    return text if text.strip() else "\n".join(filter(None, _alternatives(record.get("embed") or {})))


def _written(record: Mapping[str, Any], seen: str) -> datetime | None:
    """When it was written: as its author's program says, but never later than the service saw it."""
    times = [at for at in (_moment(record.get("createdAt")), _moment(seen)) if at]
    return min(times) if times else None


def _moment(value: Any) -> datetime | None:
    try:
        return moment(value)
    except Unfit:
        return None


def _pictures(embed: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if isinstance(embed.get("media"), Mapping):  # a quoted post with pictures beside it
        embed = embed["media"]
    yield from embed.get("images") or ()
    if "video" in embed:
        yield embed


def _media(embed: Mapping[str, Any], did: str) -> Iterator[str]:
    for one in _pictures(embed):
        if cid := _cid((one.get("image") or one.get("video") or {}).get("ref")):
            yield f"at://{did}/blob/{cid}"


def _alternatives(embed: Mapping[str, Any]) -> list[str]:
    return [str(one.get("alt") or "") for one in _pictures(embed)]


def _cid(ref: Any) -> str:
    """A link to a blob: an object in JSON, bytes or text from DAG-CBOR."""
    if isinstance(ref, Mapping):
        ref = ref.get("$link", "")
    if isinstance(ref, bytes):
        import libipld

        return str(libipld.encode_cid(ref))
    return str(ref or "")
