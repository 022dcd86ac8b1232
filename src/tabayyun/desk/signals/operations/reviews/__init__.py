"""Fact-checks as others publish them, read entry by entry: a malformed one is told, the rest goes on.

Understood: ClaimReview JSON-LD (a Data Commons feed, a list, one review, ``@graph``), answers of
the Google Fact Check Tools API, RSS whose items carry ClaimReview, and CSV with a header.
"""

from __future__ import annotations

from collections.abc import Iterator

from tabayyun.desk.signals.operations.reviews.entry import Malformed, Review
from tabayyun.desk.signals.operations.reviews.json_feed import read_json
from tabayyun.desk.signals.operations.reviews.rss_feed import read_rss
from tabayyun.desk.signals.operations.reviews.table import read_table

__all__ = ["Malformed", "Review", "read_reviews"]


def read_reviews(data: bytes) -> Iterator[Review | Malformed]:
    """The reviews in ``data``, whose format is told by how it begins.

    Raises `UnreadableFeedError` when it is nothing of what is understood.
    """
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in {b"{", b"["}:
        return _told_apart(read_json(data))
    if start == b"<":
        return _told_apart(read_rss(data))
    return _told_apart(read_table(data))


def _told_apart(entries: Iterator[Review | Malformed]) -> Iterator[Review | Malformed]:
    """Several claims on one page get addresses of their own: the second is «…#2»."""
    seen: dict[str, int] = {}
    for entry in entries:
        if isinstance(entry, Review):
            count = seen[entry.external_id] = seen.get(entry.external_id, 0) + 1
            yield entry if count == 1 else entry.numbered(count)
        else:
            yield entry
