"""One review, whatever the format it came in."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from tabayyun.desk.signals.operations.ratings import verdict_of

LONGEST_TEXT = 5000
LONGEST_ID = 500


class UnreadableFeedError(ValueError):
    """The whole file is nothing we can read; the message says why."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """An entry that was left out."""

    place: str
    """Where it stands: «dataFeedElement[12].item[0]», «line 7»."""
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """A claim that somebody checked, with the fields of a `KnownClaim`."""

    external_id: str
    text: str
    title: str = ""
    lang: str = ""
    verdict: str = ""
    rating: str = ""
    publisher: str = ""
    url: str = ""
    reviewed_at: datetime | None = None

    def values(self) -> dict[str, Any]:
        """Field → value, as the model calls them."""
        return asdict(self)

    def numbered(self, count: int) -> Review:
        return replace(self, external_id=f"{self.external_id[: LONGEST_ID - 8]}#{count}")


def entry(
    place: str,
    *,
    text: object,
    title: object = "",
    lang: object = "",
    url: object = "",
    publisher: object = "",
    reviewed: object = "",
    word: object = "",
    scale: tuple[object, object, object] = (None, None, None),
    identifier: object = "",
) -> Review | Malformed:
    """A `Review` made of what a feed says, or why it cannot be one."""
    claim, address, rating = _line(text)[:LONGEST_TEXT], _line(url), _line(word)
    if not claim:
        return Malformed(place, _("the claim has no text"))
    if address and urlsplit(address).scheme not in {"http", "https"}:
        return Malformed(place, _("the address is not a web address: %(url)s") % {"url": address[:80]})
    if not rating and scale[0] is None:
        return Malformed(place, _("the review has no rating"))
    return Review(
        external_id=_identity(_line(identifier) or address or f"{_line(publisher)}\n{claim}"),
        text=claim,
        title=_line(title)[:LONGEST_TEXT],
        lang=_line(lang)[:12],
        verdict=verdict_of(rating, *scale),
        rating=(rating or _line(scale[0]))[:200],
        publisher=_line(publisher)[:200],
        url=address[:2000],
        reviewed_at=moment(reviewed),
    )


def moment(value: object) -> datetime | None:
    """A date as feeds write it: ISO 8601 or as in e-mail; None when it cannot be read."""
    text = _line(value)
    try:
        found: datetime | date | None = parse_datetime(text) or parse_date(text[:10])
    except ValueError:
        return None
    if found is None:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, IndexError):
            return None
    if not isinstance(found, datetime):
        found = datetime.combine(found, time())
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _identity(text: str) -> str:
    if len(text) <= LONGEST_ID and "\n" not in text:
        return text
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _line(value: object) -> str:
    """One clean line; nothing for what is no text. Lone surrogates cannot be stored: they go."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return " ".join(str(value).encode("utf-8", "ignore").decode().replace("\0", "").split())
