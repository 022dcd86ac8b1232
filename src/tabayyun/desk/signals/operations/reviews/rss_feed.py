"""RSS and Atom whose items carry ClaimReview: as JSON-LD in the text, or as elements of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from tabayyun.desk.signals.operations.reviews.entry import Malformed, Review, UnreadableFeedError, entry
from tabayyun.desk.signals.operations.reviews.json_feed import reviews_in

_SCRIPT = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_rss(data: bytes) -> Iterator[Review | Malformed]:
    """Raises UnreadableFeedError when ``data`` is no XML, or declares entities."""
    if _DOCTYPE.search(data):
        raise UnreadableFeedError(_("The feed declares entities: refused."))
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  (entities were refused above)
    except ElementTree.ParseError as error:
        raise UnreadableFeedError(_("This is not XML: %(error)s") % {"error": error}) from error
    items = [node for node in root.iter() if _name(node) in {"item", "entry"}]
    for index, item in enumerate(items):
        yield from _item(item, f"item[{index}]")


def _item(item: ElementTree.Element, place: str) -> Iterator[Review | Malformed]:
    found = [*_embedded(item, place)]
    if not found and _value(item, "claimReviewed"):
        found = [_elements(item, place)]
    yield from found or [Malformed(place, _("no ClaimReview in it"))]


def _embedded(item: ElementTree.Element, place: str) -> Iterator[Review | Malformed]:
    for node in item.iter():
        for script in _SCRIPT.findall(node.text or ""):
            try:
                content = json.loads(script)
            except ValueError as error:
                yield Malformed(place, _("This is not JSON: %(error)s") % {"error": error})
            else:
                yield from reviews_in(content, place)


def _elements(item: ElementTree.Element, place: str) -> Review | Malformed:
    """Fact-check elements are told by their names: feeds disagree about the namespace's address."""
    author = next((node for node in item.iter() if _name(node) in {"author", "publisher", "creator"}), None)
    return entry(
        place,
        text=_value(item, "claimReviewed"),
        title=_value(item, "title"),
        lang=_value(item, "inLanguage") or _value(item, "language"),
        url=_value(item, "link") or _value(item, "url"),
        publisher="" if author is None else _value(author, "name") or (author.text or ""),
        reviewed=_value(item, "datePublished") or _value(item, "pubDate") or _value(item, "published"),
        word=_value(item, "alternateName") or _value(item, "textualRating"),
        scale=(
            _value(item, "ratingValue") or None,
            _value(item, "bestRating") or None,
            _value(item, "worstRating") or None,
        ),
    )


def _value(item: ElementTree.Element, name: str) -> str:
    node = next((node for node in item.iter() if _name(node) == name), None)
    return "" if node is None else (node.text or node.get("href") or node.get("content") or "").strip()


def _name(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
