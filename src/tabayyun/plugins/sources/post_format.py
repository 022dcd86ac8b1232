"""The post format: one JSON object a line becomes a `RawPost`, or a `Rejected` with the reason.

Nothing here raises for bad input, and what is refused keeps its bytes. ``docs/reference/post-format.md``
says the same for people.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tabayyun.plugins.sources import reasons, zeeschuimer
from tabayyun.plugins.sources.base import RawPost, Rejected

TEXT_LIMIT = 100_000
"""Characters of a text."""
LINE_LIMIT = 4 * 1024 * 1024
"""Bytes of a line: three times what the longest text takes when every character is escaped."""
ID_LIMIT, URL_LIMIT, LANG_LIMIT, MEDIA_LIMIT = 300, 2000, 12, 200
COUNT_LIMIT = 2**63 - 1
OLDEST = datetime(2004, 1, 1, tzinfo=UTC)
"""Before the first of today's networks: an older date is a default value or a broken clock."""
FUTURE = timedelta(days=1)

_decode = json.JSONDecoder().decode
_MILLISECONDS = 100_000_000_000
"""An epoch number from here on counts milliseconds: as seconds it would lie after the year 5138."""
_SURROGATES = re.compile("[\ud800-\udfff]")


class Unfit(ValueError):  # noqa: N818  (said as the reader of the code reads it)
    """A record that is no post: a reason of `reasons`, and which field or what was wrong."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def parse(
    line: bytes, *, origin: str = "", line_number: int = 0, lenient: bool = False
) -> RawPost | Rejected:
    """The post on one line. ``lenient`` leaves out what is wrong, as far as `reasons.REPAIRABLE` goes."""
    try:
        record = _record(line, lenient)
        if "source_platform" in record and isinstance(record.get("data"), dict):
            record = zeeschuimer.plain(record)
        return post(record, origin=origin, line_number=line_number, raw=line, lenient=lenient)
    except Unfit as unfit:
        return Rejected(origin, line_number, unfit.reason, unfit.detail, line)


def _record(line: bytes, lenient: bool) -> dict[str, Any]:
    if len(line) > LINE_LIMIT:
        raise Unfit(reasons.LINE_TOO_LONG, str(len(line)))
    try:
        record = _decode(line.decode("utf-8", "replace" if lenient else "strict").lstrip("\ufeff"))
    except UnicodeDecodeError as error:
        raise Unfit(reasons.BAD_UTF8, str(error.start)) from None
    except (ValueError, RecursionError) as error:  # RecursionError: brackets nested a thousand deep
        raise Unfit(reasons.NOT_JSON, str(error)[:200]) from None
    if type(record) is not dict:
        raise Unfit(reasons.NOT_AN_OBJECT, type(record).__name__)
    return record


def post(
    record: Mapping[str, Any],
    *,
    origin: str = "",
    line_number: int = 0,
    raw: bytes = b"",
    header: bytes = b"",
    lenient: bool = False,
) -> RawPost:
    """A record with the names of the format as a post. Raises `Unfit` for a field of the wrong kind."""
    get = record.get
    text = get("text")
    if type(text) is not str:
        raise Unfit(reasons.MISSING_TEXT) if text is None else Unfit(reasons.BAD_FIELD, "text")
    # An absent field costs one look-up and no call: most lines have few of them.
    return RawPost(
        _identifier(get("id")),
        text,
        _read(moment, value, "created_at", lenient) if (value := get("created_at")) else None,
        _read(_string, value, "lang", lenient) or "" if (value := get("lang")) else "",
        _read(_string, value, "url", lenient) or "" if (value := get("url")) else "",
        _read(_string, value, "author", lenient) or "" if (value := get("author")) else "",
        _read(_strings, value, "media", lenient) or () if (value := get("media")) else (),
        _read(_count, value, "shares", lenient) or 0 if (value := get("shares")) else 0,
        _read(_count, value, "likes", lenient) or 0 if (value := get("likes")) else 0,
        _read(_name, value, "replies_to", lenient) or "" if (value := get("replies_to")) else "",
        origin,
        line_number,
        raw,
        header,
    )


def _read(read: Callable[[Any, str], Any], value: Any, name: str, lenient: bool) -> Any:
    """``value`` as ``read`` has it; None when it is wrong and may be left out."""
    try:
        return read(value, name)
    except Unfit:
        if lenient:
            return None
        raise


def _identifier(value: Any) -> str:
    if value is None or value == "":
        raise Unfit(reasons.MISSING_ID)
    return _name(value, "id")


def _name(value: Any, name: str) -> str:
    """An id: text, or a whole number as many exports write it."""
    if type(value) is int:
        if abs(value) < 10**30:
            return str(value)
        raise _unfit(name)
    return _string(value, name)


def _string(value: Any, name: str) -> str:
    if type(value) is str:
        return value
    raise _unfit(name)


def _strings(value: Any, name: str) -> tuple[str, ...]:
    if type(value) is str:
        return (value,)
    if type(value) is not list or not all(type(part) is str for part in value):
        raise _unfit(name)
    return tuple(value)


def _count(value: Any, name: str) -> int:
    if type(value) is int:
        return value
    if type(value) is str and value.isascii() and value.isdigit() and len(value) < 20:  # noqa: PLR2004
        return int(value)
    if type(value) is float and value.is_integer() and abs(value) <= COUNT_LIMIT:
        return int(value)
    raise _unfit(name)


def _unfit(name: str) -> Unfit:
    return Unfit(reasons.BAD_FIELD, name)


def moment(value: Any, name: str = "created_at") -> datetime:
    """ISO 8601, or seconds (or milliseconds) since 1970. Without a zone it is taken as UTC.

    Raises `Unfit`.
    """
    try:
        if type(value) is str:
            at = datetime.fromisoformat(value.strip())
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        if type(value) in (int, float):
            seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
            return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise Unfit(reasons.BAD_DATE, str(value)[:100].encode("ascii", "backslashreplace").decode())


def fault(found: RawPost, now: datetime) -> tuple[str, str] | None:
    """Reason and detail why this post cannot be taken in, whatever source gave it; None when it can."""
    text = found.text
    if not found.id.strip():
        return reasons.MISSING_ID, ""
    if not text or text.isspace():
        return reasons.EMPTY_TEXT, ""
    if len(text) > TEXT_LIMIT:
        return reasons.TEXT_TOO_LONG, str(len(text))
    at = found.created_at
    if at is not None and not OLDEST <= at <= now + FUTURE:
        return (reasons.DATE_TOO_OLD if at < OLDEST else reasons.DATE_IN_FUTURE), str(at)
    return _oversized(found) or _unstorable(found)


def _oversized(found: RawPost) -> tuple[str, str] | None:
    name = ""
    if len(found.id) > ID_LIMIT:
        name = "id"
    elif len(found.replies_to) > ID_LIMIT:
        name = "replies_to"
    elif len(found.url) > URL_LIMIT:
        name = "url"
    elif len(found.lang) > LANG_LIMIT:
        name = "lang"
    elif found.media and (len(found.media) > MEDIA_LIMIT or max(map(len, found.media)) > URL_LIMIT):
        name = "media"
    elif not (0 <= found.shares <= COUNT_LIMIT and 0 <= found.likes <= COUNT_LIMIT):
        name = "shares" if not 0 <= found.shares <= COUNT_LIMIT else "likes"
    return (reasons.BAD_FIELD, name) if name else None


def _unstorable(found: RawPost) -> tuple[str, str] | None:
    """What no database takes: half a character pair, and NUL (PostgreSQL)."""
    everything = "\n".join(
        (found.text, found.id, found.url, found.author, found.replies_to, found.lang, *found.media)
    )
    if "\0" in everything:
        return reasons.NUL_CHARACTER, ""
    try:
        everything.encode()
    except UnicodeEncodeError:
        return reasons.LONE_SURROGATE, ""
    return None


def repaired(found: RawPost, now: datetime) -> RawPost:
    """The post with U+FFFD for what cannot be stored, and without dates and fields that cannot be right."""
    at = found.created_at
    media = tuple(_mended(part) for part in found.media if len(part) <= URL_LIMIT)
    return replace(
        found,
        id=_mended(found.id),
        text=_mended(found.text),
        created_at=at if at is not None and OLDEST <= at <= now + FUTURE else None,
        lang=_mended(found.lang) if len(found.lang) <= LANG_LIMIT else "",
        url=_mended(found.url) if len(found.url) <= URL_LIMIT else "",
        author=_mended(found.author),
        media=media[:MEDIA_LIMIT],
        shares=min(max(found.shares, 0), COUNT_LIMIT),
        likes=min(max(found.likes, 0), COUNT_LIMIT),
        replies_to=_mended(found.replies_to) if len(found.replies_to) <= ID_LIMIT else "",
    )


def _mended(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text).replace("\0", "\ufffd")


def dump(found: RawPost) -> bytes:
    """The post as a line of the format: what is quarantined when a source keeps no bytes of its own."""
    record: dict[str, Any] = {"id": found.id, "text": found.text}
    if found.created_at is not None:
        record["created_at"] = found.created_at.isoformat()
    for name in ("lang", "url", "author", "shares", "likes", "replies_to"):
        if value := getattr(found, name):
            record[name] = value
    if found.media:
        record["media"] = list(found.media)
    return json.dumps(record).encode()
