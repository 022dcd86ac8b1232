"""Who does what to whom: «the policeman attacks the vendor» is not «the vendor attacks the policeman»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..text import normalise

NEAR = 2
"""Telling words on either side of what is done among which those it is between are looked for."""
_MOSTLY, _FEWEST = 0.6, 3
"""Share, and number, of the claim's words the text must have: else it tells it in an order of its own."""
_DONE_BY = frozenset(normalise("by par قبل طرف يد تعرض تعرضت يتعرض تتعرض").split())
_PARTICULARS = ("place:", "date:")


class Told(NamedTuple):
    """A text in the order in which it is told."""

    words: list[tuple[str, str]]
    """Telling words, each with its stem."""
    places: dict[str, int]
    """Stem → where it stands first."""
    passive: bool
    """It may be told from the side of the one it is done to."""


def told(words: Sequence[str], stems: Mapping[str, str]) -> Told:
    """Put normalised ``words`` in order; those without a stem tell nothing."""
    telling = [(word, stems[word]) for word in words if word in stems]
    places = {stem: place for place, (_word, stem) in reversed([*enumerate(telling)])}
    return Told(telling, places, not _DONE_BY.isdisjoint(words))


def exchanged(claim: Told, text: Told) -> tuple[str, str] | None:
    """Return two words that stand around a third in ``claim``, and the other way round in ``text``."""
    places = text.places
    if claim.passive != text.passive:
        return None
    if sum(stem in places for _word, stem in claim.words) < max(_FEWEST, _MOSTLY * len(claim.words)):
        return None
    for place, (_word, done) in enumerate(claim.words):
        if done in places and (
            found := _turned(_around(claim.words, place), _around(text.words, places[done]))
        ):
            return found
    return None


def _around(words: list[tuple[str, str]], place: int) -> tuple[dict[str, str], dict[str, str]]:
    """The words before and after a place, by stem; towns, days and numbers do nothing to anyone."""
    sides = words[max(0, place - NEAR) : place], words[place + 1 : place + 1 + NEAR]
    before, after = ({stem: word for word, stem in side if _acts(stem)} for side in sides)
    return before, after


def _acts(stem: str) -> bool:
    return not stem.isdecimal() and not stem.startswith(_PARTICULARS)


def _turned(claim: tuple[dict[str, str], ...], text: tuple[dict[str, str], ...]) -> tuple[str, str] | None:
    (before, after), (text_before, text_after) = claim, text
    if before.keys() & text_before and after.keys() & text_after:
        return None
    first, second = before.keys() & text_after, after.keys() & text_before
    return (before[min(first)], after[min(second)]) if first and second else None
