"""BM25 over short texts, as arrays: one lookup adds up a few columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .terms import SIGN, Words, terms_of_word

K1, B = 1.2, 0.6
"""Saturation and length normalisation; both low, for claims are a sentence or two."""
SKELETON_WEIGHT = 0.5
"""A match of consonants only counts half: more words share them."""
_UNSEEN = 5000
"""Texts taken for granted besides those indexed, so that words tell something from the first claim on."""
_REMEMBERED = 1 << 17
_LINE = "\n"

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int32]
Arrays = Mapping[str, npt.NDArray[np.generic]]


class Column(NamedTuple):
    """The texts that have one term."""

    rows: Rows
    gains: Floats
    """What the term adds to the score of each."""
    most: float


class Lists(NamedTuple):
    """Term → rows and how often each has it, one after another in two arrays that may be mapped."""

    slots: dict[str, int]
    starts: npt.NDArray[np.int64]
    rows: Rows
    times: npt.NDArray[np.uint16]

    def of(self, term: str) -> tuple[Rows, npt.NDArray[np.uint16]]:
        """Return the rows that have ``term``, and how often."""
        slot = self.slots.get(term)
        if slot is None:
            return self.rows[:0], self.times[:0]
        part = slice(int(self.starts[slot]), int(self.starts[slot + 1]))
        return self.rows[part], self.times[part]


_NONE = Lists({}, np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint16))


class Postings:
    """Term → the texts that have it and what it adds to their score.

    Never changes: `changed` gives another one that shares what stayed the same, so that one claim
    more among ten thousand takes milliseconds. Scores depend on the texts alone, not on the order in
    which they came: a restored index and one that grew agree to the last bit.
    """

    def __init__(self) -> None:
        self.keys: list[int] = []
        """Row → text; a row whose text was taken out stays empty."""
        self.row_of: dict[int, int] = {}
        self._saved = _NONE
        self._lists: dict[str, dict[int, int]] = {}
        """Lists that are no longer as they were saved."""
        self._lengths: list[int] = []
        self._forget()

    def _forget(self) -> None:
        """Begin without what is worked out as it is needed; a text more or less changes all of it."""
        self._columns: dict[str, Column] = {}
        self._by_word: dict[str, tuple[str, ...]] = {}
        self._weights: dict[str, float] = {}
        total = sum(self._lengths[row] for row in self.row_of.values())
        mean = total / len(self.row_of) if self.row_of else 1.0
        self._relative_lengths = np.array(self._lengths) / mean

    def saved(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return all of it as arrays; `restored` takes them back."""
        terms = sorted(term for term in {*self._saved.slots, *self._lists} if self._having(term))
        lists = [self._list(term) for term in terms]
        return {
            "keys": np.array(
                [key if self.row_of.get(key) == row else -1 for row, key in enumerate(self.keys)]
            ),
            "lengths": np.array(self._lengths, np.int32),
            "terms": np.frombuffer(_LINE.join(terms).encode(), np.uint8),
            "starts": np.cumsum([0, *(len(rows) for rows, _times in lists)], dtype=np.int64),
            "rows": np.concatenate([rows for rows, _times in lists] or [_NONE.rows]),
            "times": np.concatenate([times for _rows, times in lists] or [_NONE.times]),
        }

    @classmethod
    def restored(cls, arrays: Arrays) -> Postings:
        """Return postings as they were `saved`; the large arrays are read where they lie."""
        other = cls()
        other.keys = [int(key) for key in arrays["keys"]]
        other.row_of = {key: row for row, key in enumerate(other.keys) if key >= 0}
        other._lengths = [int(length) for length in arrays["lengths"]]
        terms = bytes(arrays["terms"]).decode().split(_LINE) if len(arrays["terms"]) else []
        slots = {term: slot for slot, term in enumerate(terms)}
        other._saved = Lists(slots, *(arrays[name] for name in ("starts", "rows", "times")))  # type: ignore[arg-type]
        other._forget()
        return other

    def changed(self, added: Mapping[int, Words], gone: Mapping[int, Words]) -> Postings:
        """Return postings with ``added`` texts and without ``gone``; a key's old text must be in ``gone``."""
        other = Postings()
        other.keys, other._lengths = [*self.keys], [*self._lengths]
        other.row_of, other._saved, other._lists = {**self.row_of}, self._saved, {**self._lists}
        fresh: set[str] = set()
        for key, words in gone.items():
            other._take_out(key, words, fresh)
        for key, words in added.items():
            other._put_in(key, words, fresh)
        other._forget()
        return other

    def _list(self, term: str) -> tuple[Rows, npt.NDArray[np.uint16]]:
        if (own := self._lists.get(term)) is None:
            return self._saved.of(term)
        rows = np.fromiter(own, np.int32, len(own))
        times = np.fromiter(own.values(), np.uint16, len(own))
        order = np.argsort(rows)
        return rows[order], times[order]

    def _having(self, term: str) -> int:
        own = self._lists.get(term)
        return len(self._saved.of(term)[0]) if own is None else len(own)

    def _own(self, term: str, fresh: set[str]) -> dict[int, int]:
        """Return the list of a term, copied before its first change."""
        if term not in fresh:
            fresh.add(term)
            rows, times = self._list(term)
            self._lists[term] = dict(zip(rows.tolist(), times.tolist(), strict=True))
        return self._lists[term]

    def _take_out(self, key: int, words: Words, fresh: set[str]) -> None:
        row = self.row_of.pop(key)
        for term in _counted(words):
            del self._own(term, fresh)[row]

    def _put_in(self, key: int, words: Words, fresh: set[str]) -> None:
        row, count = len(self.keys), _counted(words)
        self.keys.append(key)
        self.row_of[key] = row
        self._lengths.append(max(1, count.total()))
        for term, times in count.items():
            self._own(term, fresh)[row] = times

    def weight(self, term: str) -> float:
        """Return how much a term tells: its inverse document frequency; one never seen tells most."""
        if (known := self._weights.get(term)) is not None:
            return known
        having = self._having(term)
        told = log(1 + (len(self.row_of) + _UNSEEN - having + 0.5) / (having + 0.5))
        self._weights[term] = told * SKELETON_WEIGHT if term.startswith(SIGN) else told
        return self._weights[term]

    def _column(self, term: str) -> Column:
        if (known := self._columns.get(term)) is not None:
            return known
        rows, times = self._list(term)
        often = times.astype(np.float64)
        lengths = self._relative_lengths[rows]
        gains = self.weight(term) * often * (K1 + 1) / (often + K1 * (1 - B + B * lengths))
        self._columns[term] = Column(rows, gains, float(gains.max()))
        return self._columns[term]

    def _known_terms(self, word: str) -> tuple[str, ...]:
        """Return the terms of a word that some text has; remembered, for words come again and again."""
        if (known := self._by_word.get(word)) is None:
            if len(self._by_word) >= _REMEMBERED:
                self._by_word.clear()
            known = tuple(term for term in terms_of_word(word) if self._having(term))
            self._by_word[word] = known
        return known

    def scores(self, words: Words) -> Floats:
        """Return the score of every row up to the last that has any; empty when none has."""
        terms = dict.fromkeys(term for word in words for term in self._known_terms(word))
        columns = [self._column(term) for term in terms]
        if not columns:
            return np.zeros(0)
        rows = np.concatenate([column.rows for column in columns])
        return np.asarray(np.bincount(rows, np.concatenate([column.gains for column in columns])), np.float64)


def _counted(words: Iterable[str]) -> Counter[str]:
    return Counter(term for word in words for term in terms_of_word(word))
