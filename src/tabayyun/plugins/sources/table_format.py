"""Tables (CSV, TSV, 4CAT exports): a heading line, then one post a record.

A record may span lines (a quoted text with line breaks), so `continues` tells whether more is to come;
it is asked with bytes, before anything is decoded, because a cursor counts bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import RawPost, Rejected
from tabayyun.plugins.sources.post_format import LINE_LIMIT, Unfit, post

ALIASES = {
    "body": "text",
    "message": "text",
    "timestamp": "created_at",
    "unix_timestamp": "created_at",
    "date": "created_at",
    "language": "lang",
    "language_guess": "lang",
    "link": "url",
    "retweet_count": "shares",
    "share_count": "shares",
    "like_count": "likes",
    "num_likes": "likes",
    "parent_id": "replies_to",
    "images": "media",
    "image_url": "media",
    "thumbnail_url": "media",
}
"""Column names of other tools, 4CAT's first, and what they are here."""
FIELDS = frozenset(
    {"id", "text", "created_at", "lang", "url", "author", "media", "shares", "likes", "replies_to"}
)
_BETWEEN = re.compile(r"[\s|]+|,(?=https?:)")
csv.field_size_limit(LINE_LIMIT)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading line and what each column is."""

    raw: bytes
    delimiter: str
    columns: tuple[str, ...]
    """Field of the post format, or «» for a column that is left out."""
    is_4cat: bool


def heading(raw: bytes) -> Heading:
    """Reads a heading line; the delimiter is the one that cuts it into the most columns."""
    text = raw.decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r\n")
    delimiter = max(",;\t", key=lambda sign: len(_cells(text, sign)))
    names = [name.strip().lower() for name in _cells(text, delimiter)]
    return Heading(raw, delimiter, _columns(names), {"thread_id", "body"} <= set(names))


def _columns(names: list[str]) -> tuple[str, ...]:
    """Each field once: under its own name before an alias, an earlier alias before a later one."""
    chosen: dict[str, int] = {}
    for wanted in (*sorted(FIELDS), *ALIASES):
        if wanted in names:
            chosen.setdefault(ALIASES.get(wanted, wanted), names.index(wanted))
    by_place = {place: field for field, place in chosen.items()}
    return tuple(by_place.get(place, "") for place in range(len(names)))


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return [text]


def parse(
    record: bytes, head: Heading, *, origin: str = "", line_number: int = 0, lenient: bool = False
) -> RawPost | Rejected:
    """The post in one record, or why it is none."""
    try:
        cells = _row(record, head, lenient)
        fields: dict[str, Any] = {name: cell for name, cell in zip(head.columns, cells, strict=False) if name}
        _typed(fields, head)
        return post(
            fields, origin=origin, line_number=line_number, raw=record, header=head.raw, lenient=lenient
        )
    except Unfit as unfit:
        return Rejected(origin, line_number, unfit.reason, unfit.detail, record, head.raw)


def _row(record: bytes, head: Heading, lenient: bool) -> list[str]:
    if len(record) > LINE_LIMIT:
        raise Unfit(reasons.LINE_TOO_LONG, str(len(record)))
    try:
        text = record.decode("utf-8", "replace" if lenient else "strict")
    except UnicodeDecodeError as error:
        raise Unfit(reasons.BAD_UTF8, str(error.start)) from None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=head.delimiter))
    except csv.Error as error:
        raise Unfit(reasons.BAD_TABLE_ROW, str(error)[:200]) from None
    if len(rows) != 1 or any(rows[0][len(head.columns) :]):
        raise Unfit(reasons.BAD_TABLE_ROW, f"{len(rows[0]) if rows else 0}/{len(head.columns)}")
    return rows[0]


def _typed(fields: dict[str, Any], head: Heading) -> None:
    """Cells are all text: numbers of seconds and lists of media are read out of it."""
    date = fields.get("created_at", "")
    if date.isascii() and date.isdigit() and len(date) > 8:  # noqa: PLR2004  (20240101 is a day)
        fields["created_at"] = int(date)
    if media := fields.get("media", ""):
        fields["media"] = _media(media)
    for name in ("shares", "likes"):
        if fields.get(name, "").lower() in ("none", "nan", "-"):
            fields[name] = ""
    if head.is_4cat and fields.get("replies_to") == fields.get("id"):
        fields["replies_to"] = ""


def _media(cell: str) -> list[str]:
    if cell.startswith("["):
        try:
            return list(map(str, json.loads(cell)))
        except ValueError:
            pass
    return [part for part in _BETWEEN.split(cell) if part]


def continues(line: bytes, delimiter: bytes, inside: bool) -> bool:
    """Whether a quote is open after ``line``, given whether one was open before it.

    A quote opens a quoted cell only where a cell begins; anywhere else it is a sign like any other.
    """
    if b'"' not in line:
        return inside
    at, size = 0, len(line)
    while at < size:
        if not inside:
            if line[at : at + 1] != b'"':
                at = line.find(delimiter, at) + 1
                if not at:
                    return False
                continue
            inside, at = True, at + 1
        at = line.find(b'"', at)
        if at < 0:
            return True
        doubled = line[at + 1 : at + 2] == b'"'
        inside, at = doubled, at + (2 if doubled else 1)
        if not doubled:
            at = line.find(delimiter, at) + 1
            if not at:
                return False
    return inside


def reparse(record: bytes, header: bytes, **more: Any) -> RawPost | Rejected:
    """A record that was put aside together with its heading line."""
    found = parse(record, heading(header), **more)
    return replace(found, header=header)
