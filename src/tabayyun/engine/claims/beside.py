"""Two wordings laid beside each other, word by word, for the eye."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..text import normalise
from ..text.particulars import is_negation, name_of, numbers_in
from .sameness import Wording, read


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together, as they were written."""

    text: str
    alone: bool
    """The other wording does not say them."""
    decides: bool = False
    """They are alone, and a number, a place, a date or a negation."""


def beside(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of ``one`` and of ``other``; what both say counts in any order and inflection."""
    return _pieces(one, _read(other)), _pieces(other, _read(one))


def _read(text: str) -> tuple[frozenset[str], Wording]:
    words = normalise(text).split()
    alone = (word for written in text.split() for word in normalise(written).split())
    return frozenset((*words, *alone)), read(words)


def _pieces(text: str, other: tuple[frozenset[str], Wording]) -> list[Piece]:
    judged = [(word, _judged(word, *other)) for word in text.split()]
    return [
        Piece(" ".join(word for word, _kind in together), *kind)
        for kind, together in groupby(judged, key=lambda entry: entry[1])
    ]


def _judged(written: str, said: frozenset[str], other: Wording) -> tuple[bool, bool]:
    """Whether a word is alone, and whether it can decide."""
    missing = list(_missing(normalise(written).split(), said, other))
    return bool(missing), any(is_negation(word) or name_of(word) or numbers_in((word,)) for word in missing)


def _missing(words: list[str], said: frozenset[str], other: Wording) -> Iterator[str]:
    """Those of ``words`` that the other wording lacks. Small words tell nothing, unless they deny."""
    for word in words:
        if word not in said and not _said_otherwise(word, other):
            yield word


def _said_otherwise(word: str, other: Wording) -> bool:
    if numbers := {*numbers_in((word,))}:
        return numbers <= other.numbers | other.years
    parts = read((word,)).words.get(word)
    if parts is None:
        return not is_negation(word)
    return parts[0] in other.stems or (parts[1] != "" and parts[1] in other.bones)
