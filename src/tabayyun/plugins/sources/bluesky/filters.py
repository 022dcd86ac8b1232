"""Which of the network's posts are wanted: most are not."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from tabayyun.plugins.sources.bluesky.format import Created


@dataclass(frozen=True, slots=True)
class Filter:
    """Languages as `primary` gives them, keywords as `fold` gives them, accounts."""

    languages: frozenset[str]
    keywords: tuple[str, ...]
    dids: frozenset[str]
    replies: bool
    unlabelled: bool

    def passes(self, created: Created) -> bool:
        """Whether the post is wanted. Raises TypeError for a record of another shape."""
        record = created.record
        if self.dids and created.did not in self.dids:
            return False
        if not self.replies and record.get("reply"):
            return False
        if self.languages and not self._spoken(record.get("langs")):
            return False
        return not self.keywords or self._said(str(record.get("text", "")))

    def _spoken(self, said: object) -> bool:
        if not said:
            return self.unlabelled
        if not isinstance(said, (list, tuple)):
            raise TypeError("langs")
        return any(primary(str(language)) in self.languages for language in said)

    def _said(self, text: str) -> bool:
        folded = fold(text)
        return any(word in folded for word in self.keywords)


def primary(language: str) -> str:
    """The language without country or script: ar of ar-MA."""
    return language.lower().replace("_", "-").partition("-")[0]


def fold(text: str) -> str:
    """Without case, diacritics, tatweel or hamza seats: a net of wide meshes, the engine looks closer."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if c != "ـ" and not unicodedata.combining(c))
