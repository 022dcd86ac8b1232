"""What a mail means: MIME bytes become a post. No network here, and nothing in a mail is ever fetched."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from typing import Any

from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import File, RawPost, Rejected
from tabayyun.plugins.sources.identity import digest, fitting
from tabayyun.plugins.sources.markup import tidy, to_text

MOST_ATTACHMENTS = 50
MOST_PARTS = 500
DAMAGE = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
"""What shows that the bytes of a file are not those that were sent. Missing padding is no loss."""
_AUTOMATIC = ("auto-generated", "auto-replied", "auto-notified")
_FORWARD_MARK = re.compile(r"^\s*(?:(?:fwd?|tr|re|إعادة توجيه|رد)\s*:\s*)+", re.IGNORECASE)
_CHAT_LINE = re.compile(
    r"^[\u200e\u200f\u202a-\u202e]*\[?\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}[,،]?\s\d{1,2}:\d\d(?::\d\d)?"
    r"[^\]\n:]{0,8}(?:\]|\s-)\s[^:\n]{1,80}:\s"
)


class Automatic(Exception):  # noqa: N818  (a fact about the mail, not an error)
    """A bounce, a vacation notice or a mail marked as spam: nobody reports anything with it."""


def decode(
    raw: bytes, *, origin: str, number: int = 0, automatic: bool = False, largest_file: int = 0
) -> RawPost | Rejected:
    """The post in a mail, or why there is none. Raises Automatic, but not for ``automatic``; nothing else.

    With attached files of up to ``largest_file`` bytes; none of them is looked into.
    """
    try:
        message = email.message_from_bytes(raw, policy=modern)
        taken = automatic or not _is_automatic(message)
        found = _post(message, origin, number, largest_file) if taken else None
    except Exception as error:  # the standard parser raises all kinds of errors on hostile headers
        return Rejected(origin, number, reasons.UNREADABLE, f"{error.__class__.__name__} {error}"[:500], raw)
    if found is None:
        raise Automatic
    if not found.text.strip():
        return Rejected(origin, number, reasons.EMPTY_TEXT, "", raw)
    return found


def _post(message: EmailMessage, origin: str, number: int, largest_file: int) -> RawPost:
    subject = _FORWARD_MARK.sub("", _header(message, "subject"))
    body = without_chat_marks(_body(message))
    said = _header(message, "message-id")
    text = body if not subject or body.startswith(subject) else f"{subject}\n\n{body}".strip()
    attached = list(_attached(message))
    return RawPost(
        # Not the Message-ID alone: whoever knows one could make a later mail disappear behind it.
        id=digest(said or _header(message, "date"), subject, body),
        text=text,
        created_at=_moment(message),
        lang=_header(message, "content-language").split(",")[0].strip()[:12],
        author=_author(message),
        media=tuple(f"attachment:{name}" for name, _ in attached),
        replies_to=fitting(_header(message, "in-reply-to")),
        origin=origin,
        line_number=number,
        files=tuple(_file(name, part, largest_file) for name, part in attached) if largest_file else (),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header in words, on one line; the raw one when it is encoded wrongly."""
    try:
        value = str(message.get(name, ""))
    except Exception:  # malformed headers raise IndexError, ValueError and others from inside the parser
        value = next((str(raw) for key, raw in message.raw_items() if key.lower() == name), "")
    return " ".join(value.encode("utf-8", "replace").decode().split())


def _author(message: EmailMessage) -> str:
    """The address alone: names change, and are nobody's business."""
    try:
        addresses: tuple[Address, ...] = message["from"].addresses
        return addresses[0].addr_spec.lower() if addresses else ""
    except Exception:  # as above
        return _header(message, "from").lower()


def _moment(message: EmailMessage) -> datetime | None:
    try:
        at = parsedate_to_datetime(_header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _is_automatic(message: EmailMessage) -> bool:
    submitted = _header(message, "auto-submitted").lower()
    return (
        submitted.startswith(_AUTOMATIC)
        or _header(message, "return-path") == "<>"
        or message.get_content_type() == "multipart/report"
        or _header(message, "x-spam-flag").lower() == "yes"
    )


def _body(message: EmailMessage) -> str:
    """Every text of the mail and of mails forwarded in it: plain where there is one, else HTML's words."""
    return tidy("\n\n".join(part for part in _texts(message) if part))


def _texts(message: EmailMessage) -> Iterator[str]:
    kind = message.get_content_type()
    if kind == "multipart/alternative":
        parts = list(_parts(message))
        best = next((part for part in parts if _texts_of(part, "text/plain")), None)
        for part in [best] if best is not None else parts[-1:]:
            yield from _texts(part)
    elif message.is_multipart():  # message/rfc822 too: the forwarded mail is its one part
        if kind == "message/rfc822":
            yield _header(next(_parts(message)), "subject")
        for part in _parts(message):
            yield from _texts(part)
    elif kind in {"text/plain", "text/html"} and not message.get_filename():
        words = _words(message)
        yield to_text(words) if kind == "text/html" else words


def _texts_of(message: EmailMessage, kind: str) -> bool:
    return message.get_content_type() == kind and bool(_words(message).strip())


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    payload: Any = message.get_payload()
    yield from payload[:MOST_PARTS]


def _words(part: EmailMessage) -> str:
    """The text of a part, with U+FFFD for what its charset does not know."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    charset = part.get_content_charset("utf-8")
    for name in dict.fromkeys((charset, "utf-8", "windows-1256")):
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")


def _attached(message: EmailMessage) -> Iterator[tuple[str, EmailMessage]]:
    """The attached files, each by its name, or else by its place and kind."""
    count = 0
    part: EmailMessage
    for part in message.walk():
        kind = part.get_content_maintype()
        name = part.get_filename()
        if part.is_multipart() or (kind == "text" and not name):
            continue
        count += 1
        if count > MOST_ATTACHMENTS:
            return
        name = " ".join((name or f"{count}.{part.get_content_subtype()}").split())
        yield name[:200], part


def _file(name: str, part: EmailMessage, largest: int) -> File:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or any(isinstance(one, DAMAGE) for one in part.defects):
        return File(name, None, reasons.FILE_DAMAGED)
    if len(content) > largest:
        return File(name, None, reasons.FILE_TOO_LARGE)
    return File(name, content)


def without_chat_marks(text: str) -> str:
    """A text without the time and sender that WhatsApp puts before every message it exports or copies."""
    return "\n".join(_CHAT_LINE.sub("", line) for line in text.splitlines())
