"""BM25 over short texts, as arrays: one lookup adds up a few columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..text import STOP_WORDS, stem, word_skeleton

K1, B = 1.2, 0.6
"""Saturation and length normalisation; both low, for claims are a sentence or two."""
SKELETON_WEIGHT = 0.5
"""A match of consonants only counts half: more words share them."""
_UNSEEN = 5000
"""Texts taken for granted besides those indexed, so that words tell something from the first claim on."""
_SHORTEST_SKELETON = 3
_REMEMBERED = 1 << 17
_SIGN = "§"

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int32]
Key = tuple[int, int]
"""Claim and which of its wordings."""


@lru_cache(maxsize=1 << 16)
def _terms_of_word(word: str) -> tuple[str, ...]:
    """The stem and the consonants of one normalised word; nothing for a stop word."""
    if word in STOP_WORDS:
        return ()
    bones = word_skeleton(word)
    return (stem(word), _SIGN + bones) if len(bones) >= _SHORTEST_SKELETON else (stem(word),)


def terms_with_skeletons(words: Iterable[str]) -> list[str]:
    """What normalised ``words`` are indexed and looked up by."""
    return [term for word in words for term in _terms_of_word(word)]


class Column(NamedTuple):
    """The texts that have one term."""

    rows: Rows
    gains: Floats
    """What the term adds to the score of each."""
    most: float


class Postings:
    """Term → the texts that have it and what it adds to their score.

    Never changes: `changed` gives another one that shares what stayed the same, so that one claim
    more among ten thousand takes milliseconds. Scores depend on the texts alone, not on the order in
    which they came: a restored index and one that grew agree to the last bit.
    """

    def __init__(self) -> None:
        self.keys: list[Key] = []
        """Row → text; a row whose text was taken out stays empty."""
        self._counts: dict[Key, tuple[int, Counter[str]]] = {}
        self._lists: dict[str, dict[int, int]] = {}
        self._lengths: list[int] = []
        self._forget()

    def _forget(self) -> None:
        """Begin without what is worked out as it is needed; a text more or less changes all of it."""
        self._columns: dict[str, Column] = {}
        self._by_word: dict[str, tuple[str, ...]] = {}
        self._weights: dict[str, float] = {}
        total = sum(self._lengths[row] for row, _ in self._counts.values())
        mean = total / len(self._counts) if self._counts else 1.0
        self._relative_lengths = np.array(self._lengths) / mean

    def changed(self, added: Mapping[Key, str], gone: Iterable[Key] = ()) -> Postings:
        """Return postings with ``added`` normalised texts (in place of older ones) and without ``gone``."""
        other = Postings()
        other.keys, other._lengths = [*self.keys], [*self._lengths]
        other._counts, other._lists = {**self._counts}, {**self._lists}
        fresh: set[str] = set()
        for key in dict.fromkeys((*gone, *added)):
            other._take_out(key, fresh)
        for key, text in added.items():
            other._put_in(key, text, fresh)
        other._forget()
        return other

    def _own(self, term: str, fresh: set[str]) -> dict[int, int]:
        """Return the list of a term, copied before its first change."""
        if term not in fresh:
            fresh.add(term)
            self._lists[term] = {**self._lists.get(term, {})}
        return self._lists[term]

    def _take_out(self, key: Key, fresh: set[str]) -> None:
        if key in self._counts:
            row, count = self._counts.pop(key)
            for term in count:
                del self._own(term, fresh)[row]

    def _put_in(self, key: Key, text: str, fresh: set[str]) -> None:
        row, count = len(self.keys), Counter(terms_with_skeletons(text.split()))
        self.keys.append(key)
        self._lengths.append(max(1, count.total()))
        self._counts[key] = (row, count)
        for term, times in count.items():
            self._own(term, fresh)[row] = times

    def weight(self, term: str) -> float:
        """Return how much a term tells: its inverse document frequency; one never seen tells most."""
        if (known := self._weights.get(term)) is not None:
            return known
        having = len(self._lists.get(term, ()))
        told = log(1 + (len(self._counts) + _UNSEEN - having + 0.5) / (having + 0.5))
        self._weights[term] = told * SKELETON_WEIGHT if term.startswith(_SIGN) else told
        return self._weights[term]

    def _column(self, term: str) -> Column:
        if (known := self._columns.get(term)) is not None:
            return known
        having = self._lists[term]
        rows = np.fromiter(having, np.int32, len(having))
        often = np.fromiter(having.values(), np.float64, len(having))
        lengths = self._relative_lengths[rows]
        gains = self.weight(term) * often * (K1 + 1) / (often + K1 * (1 - B + B * lengths))
        self._columns[term] = Column(rows, gains, float(gains.max()))
        return self._columns[term]

    def _known_terms(self, word: str) -> tuple[str, ...]:
        """Return the terms of a word that some text has; remembered, for words come again and again."""
        if (known := self._by_word.get(word)) is None:
            if len(self._by_word) >= _REMEMBERED:
                self._by_word.clear()
            known = tuple(term for term in _terms_of_word(word) if self._lists.get(term))
            self._by_word[word] = known
        return known

    def nearest(self, words: Iterable[str], top: int, least: float = 0.0) -> list[tuple[Key, float]]:
        """Return the ``top`` best texts that score at least ``least``, best first, ties by key."""
        terms = dict.fromkeys(term for word in words for term in self._known_terms(word))
        columns = [self._column(term) for term in terms]
        if not columns or sum(column.most for column in columns) < least:
            return []
        scores = np.bincount(
            np.concatenate([column.rows for column in columns]),
            np.concatenate([column.gains for column in columns]),
        )
        rows = np.flatnonzero(scores >= max(least, np.finfo(float).tiny))
        if len(rows) > top:
            rows = rows[scores[rows] >= np.partition(scores[rows], -top)[-top]]
        found = [
            (self.keys[row], score) for row, score in zip(rows.tolist(), scores[rows].tolist(), strict=True)
        ]
        return sorted(found, key=lambda entry: (-entry[1], entry[0]))[:top]
