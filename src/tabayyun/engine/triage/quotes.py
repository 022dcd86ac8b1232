"""Finds words as they stand in a text."""

from __future__ import annotations

from functools import lru_cache

from ..text import normalise

_MARKS = ".,:;!?؟،؛\"'«»()[]… \u00a0"
_QUOTED = 4000
"""Characters of the text that words are quoted from."""


@lru_cache(maxsize=1 << 16)
def _plain(token: str) -> str:
    return normalise(token)


class Quotes:
    """Reads a text once, and only when something is quoted from it."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._tokens: list[str] = []
        self._plain: list[str] = []
        self._places: dict[str, int] = {}

    def of(self, words: list[str]) -> str:
        """Return normalised ``words`` as they stand in the text; as they are when that cannot be told."""
        if not self._places:
            self._read()
        return self._span(words) or " ".join(words)

    def _read(self) -> None:
        self._tokens = self._raw[:_QUOTED].split()
        self._plain = [_plain(token) for token in self._tokens]
        for place, words in enumerate(self._plain):
            for word in words.split():
                self._places.setdefault(word, place)

    def _span(self, wanted: list[str]) -> str:
        """The tokens that ``wanted`` came from: from its first word on, as many as say the rest."""
        start = self._places.get(wanted[0])
        if start is None:
            return ""
        span = slice(start, start + len(wanted))
        said = " ".join(self._plain[span]).split()
        return " ".join(self._tokens[span]).strip(_MARKS) if set(wanted) <= set(said) else ""
