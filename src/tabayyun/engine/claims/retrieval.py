"""Which claims are worth a close look: those nearest by their words, and those nearest by their meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..highest import highest
from ..meaning import Encoder, Vectors, whole
from .postings import Floats, Postings
from .terms import Asked

AT_ONCE = 256
"""Texts whose vectors are compared with all claims together."""

Whole = npt.NDArray[np.int16]
Rows = npt.NDArray[np.intp]


class Near(NamedTuple):
    """One candidate for one text, before its words were laid beside the text's."""

    row: int
    lexical: float
    """log(1 + BM25)."""
    meaning: float | None
    """Cosine; None without an encoder."""


class Meaning(NamedTuple):
    """How meanings are compared."""

    encoder: Encoder
    claims: Vectors


class _Meant(NamedTuple):
    """A text's wordings as vectors, and the rows that look near them; both empty when it says nothing."""

    wordings: Whole
    rows: Rows


def nearest(
    asked: Sequence[Asked], postings: Postings, meaning: Meaning | None, top: int
) -> Iterator[list[Near]]:
    """Yield for each text the ``top`` claims by words and as many by meaning, by row."""
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        meant = [None] * len(part) if meaning is None else _meant(part, meaning, top)
        for ask, each in zip(part, meant, strict=True):
            scores = postings.scores(ask.words)
            rows = _rows(scores, each, top)
            cosines = _cosines(meaning, each, rows)
            yield list(map(Near, rows.tolist(), _lexical(scores, rows), cosines))


def beside(asked: Asked, postings: Postings, meaning: Meaning | None, row: int) -> Near:
    """Return how near a text is to the claim of one row, whatever else is nearer."""
    meant = None if meaning is None else _meant([asked], meaning, 1)[0]
    rows = np.array([row], np.intp)
    (lexical,), (cosine,) = _lexical(postings.scores(asked.words), rows), _cosines(meaning, meant, rows)
    return Near(row, lexical, cosine)


def _meant(asked: Sequence[Asked], meaning: Meaning, top: int) -> list[_Meant | None]:
    wordings = [ask.wordings() if ask.normal else [] for ask in asked]
    vectors = whole(meaning.encoder.encode([wording for each in wordings for wording in each]))
    near = meaning.claims.near(vectors, top)
    meant: list[_Meant | None] = []
    start = 0
    for each in wordings:
        end = start + len(each)
        rows = np.unique(np.concatenate(near[start:end])) if each else _NO_ROWS
        meant.append(_Meant(vectors[start:end], rows))
        start = end
    return meant


def _rows(scores: Floats, meant: _Meant | None, top: int) -> Rows:
    rows = highest(scores, top)
    return rows if meant is None else np.union1d(rows, meant.rows)


def _lexical(scores: Floats, rows: Rows) -> list[float]:
    """Of ``rows``; scores end with the last row that has any."""
    found = np.zeros(len(rows))
    scored = rows < len(scores)
    found[scored] = scores[rows[scored]]
    return [float(score) for score in np.log1p(found)]


def _cosines(meaning: Meaning | None, meant: _Meant | None, rows: Rows) -> Sequence[float | None]:
    if meaning is None or meant is None:
        return [None] * len(rows)
    if not len(meant.wordings) or not len(rows):
        return [0.0] * len(rows)
    found = np.minimum(meaning.claims.cosines(meant.wordings, rows), 1.0)
    return [float(cosine) for cosine in np.round(found, 4)]


_NO_ROWS: Rows = np.zeros(0, np.intp)
