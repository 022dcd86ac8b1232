"""BM25 over short texts, as arrays: one lookup adds up a few columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

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
_SIGN = "§"

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]


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


class Postings:
    """Term → the texts that have it and what it adds to their score."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(terms_with_skeletons(text.split())) for text in texts]
        self.size = len(texts)
        self._spread = Counter(term for count in counts for term in count)
        lengths = np.array([max(1, sum(count.values())) for count in counts] or [1], dtype=np.float32)
        self._columns = self._build(counts, lengths / lengths.mean())

    def _build(self, counts: list[Counter[str]], lengths: Floats) -> dict[str, tuple[Rows, Floats]]:
        columns: dict[str, tuple[list[int], list[int]]] = {}
        for row, count in enumerate(counts):
            for term, times in count.items():
                rows, found = columns.setdefault(term, ([], []))
                rows.append(row)
                found.append(times)
        return {term: self._column(term, *column, lengths) for term, column in columns.items()}

    def _column(self, term: str, rows: list[int], times: list[int], lengths: Floats) -> tuple[Rows, Floats]:
        places = np.array(rows, dtype=np.int32)
        often = np.array(times, dtype=np.float32)
        gain = often * (K1 + 1) / (often + K1 * (1 - B + B * lengths[places]))
        return places, (self.weight(term) * gain).astype(np.float32)

    def weight(self, term: str) -> float:
        """How much a term tells: its inverse document frequency; one never seen tells most."""
        having = self._spread.get(term, 0)
        told = log(1 + (self.size + _UNSEEN - having + 0.5) / (having + 0.5))
        return told * SKELETON_WEIGHT if term.startswith(_SIGN) else told

    def nearest(self, terms: Iterable[str], top: int) -> tuple[Rows, Floats]:
        """The rows of the ``top`` best texts and their scores, best first, ties in order of the rows."""
        columns = [self._columns[term] for term in dict.fromkeys(terms) if term in self._columns]
        if not columns:
            return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)
        places = np.concatenate([column[0] for column in columns])
        gains = np.concatenate([column[1] for column in columns])
        rows, inverse = np.unique(places, return_inverse=True)
        scores = np.bincount(inverse, weights=gains).astype(np.float32)
        order = np.lexsort((rows, -scores))[:top]
        return rows[order], scores[order]
