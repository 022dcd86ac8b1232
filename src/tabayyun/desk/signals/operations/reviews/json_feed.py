"""ClaimReview as JSON: Data Commons, the Fact Check Tools API, or plain JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from tabayyun.desk.signals.operations.reviews.entry import Malformed, Review, UnreadableFeedError, entry

CONTAINERS = ("dataFeedElement", "claims", "@graph", "itemListElement", "item")


def read_json(data: bytes) -> Iterator[Review | Malformed]:
    """Raises UnreadableFeedError when ``data`` is no JSON."""
    try:
        content = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFeedError(_("This is not JSON: %(error)s") % {"error": error}) from error
    yield from reviews_in(content, "")


def reviews_in(node: Any, place: str) -> Iterator[Review | Malformed]:
    """Every review below ``node``; ``place`` is how to find it in the file."""
    if isinstance(node, list):
        for index, part in enumerate(node):
            yield from reviews_in(part, f"{place}[{index}]")
    elif not isinstance(node, dict):
        yield Malformed(place or "/", _("not an object"))
    elif _is_review(node):
        yield _claim_review(node, place or "/")
    elif isinstance(node.get("claimReview"), list):
        yield from _api_claim(node, place)
    else:
        yield from _inside(node, place)


def _inside(node: dict[str, Any], place: str) -> Iterator[Review | Malformed]:
    inner = [name for name in CONTAINERS if node.get(name)]
    if not inner:
        yield Malformed(place or "/", _("no ClaimReview in it"))
    for name in inner:
        yield from reviews_in(node[name], f"{place}.{name}".lstrip("."))


def _is_review(node: dict[str, Any]) -> bool:
    kinds = node.get("@type") or node.get("type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return "claimReviewed" in node or "ClaimReview" in named


def _claim_review(node: dict[str, Any], place: str) -> Review | Malformed:
    rating = _object(node.get("reviewRating"))
    publisher = _object(node.get("author")) or _object(node.get("publisher"))
    return entry(
        place,
        text=node.get("claimReviewed"),
        title=node.get("name") or node.get("headline"),
        lang=node.get("inLanguage"),
        url=_address(node.get("url") or node.get("@id")),
        publisher=publisher.get("name") or publisher.get("url"),
        reviewed=node.get("datePublished"),
        word=rating.get("alternateName") or rating.get("name"),
        scale=(rating.get("ratingValue"), rating.get("bestRating"), rating.get("worstRating")),
    )


def _api_claim(node: dict[str, Any], place: str) -> Iterator[Review | Malformed]:
    for index, review in enumerate(node["claimReview"]):
        where = f"{place}.claimReview[{index}]".lstrip(".")
        if not isinstance(review, dict):
            yield Malformed(where, _("not an object"))
            continue
        publisher = _object(review.get("publisher"))
        yield entry(
            where,
            text=node.get("text"),
            title=review.get("title"),
            lang=review.get("languageCode"),
            url=review.get("url"),
            publisher=publisher.get("name") or publisher.get("site"),
            reviewed=review.get("reviewDate"),
            word=review.get("textualRating"),
        )


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        value = value[0] if value else {}
    if isinstance(value, str):
        return {"name": value}
    return value if isinstance(value, dict) else {}


def _address(value: Any) -> str:
    return str(value.get("@id") or value.get("url") or "") if isinstance(value, dict) else str(value or "")
