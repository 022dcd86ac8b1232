"""Whether two words are one word with a slip of the finger."""

from __future__ import annotations

from functools import lru_cache

from ..text.disguises import letters_for_digits
from ..text.particulars import name_of, numbers_in
from ..text.rasm import rasm

_SHORT = 4
_LOOKS_THE_SAME = 0.95
"""What is left of a word of which only the dots differ, or digits that look like letters."""
_SWAPPED = 0.5
"""What an edit counts that only changed the places of letters."""
_LONG = 40
"""Characters beyond which shared pairs of letters are counted instead of the edits."""


def edits(one: str, other: str) -> int:
    """Return insertions, deletions, replacements and swaps of neighbours between two words."""
    before, row = [], list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]


def _digits(word: str) -> str:
    """Return the digits of a word that may be a number; in a long Latin one they are letters."""
    if word.isalpha() or (word.isascii() and len(word) > _SHORT and not numbers_in([word])):
        return ""
    return "".join(filter(str.isdecimal, word))


def _pairs(word: str) -> set[str]:
    return {word[i : i + 2] for i in range(len(word) - 1)}


def _shared_pairs(one: str, other: str) -> float:
    mine, theirs = _pairs(one), _pairs(other)
    return 2 * len(mine & theirs) / max(1, len(mine) + len(theirs))


def _names_apart(one: str, other: str) -> bool:
    """Return whether the words are two numbers, two dates or two places, or differ in a digit."""
    if _digits(one) != _digits(other):
        return True
    numbers, others = numbers_in([one]), numbers_in([other])
    if numbers != others and ((numbers and others) or not _is_slip(one, other)):
        return True
    mine, theirs = name_of(one), name_of(other)
    return bool(mine and theirs) and mine != theirs


def _is_slip(one: str, other: str) -> bool:
    """Return whether a word that is no number may be one that is spelt out: not «ten» and «men»."""
    return one[0] == other[0] and min(len(one), len(other)) >= _SHORT - 1 and edits(one, other) == 1


@lru_cache(maxsize=1 << 15)
def likeness_of_words(one: str, other: str) -> float:
    """Return 0–1: how much of a word is left of it in the other; 0 when they are two words.

    One edit is allowed in a word of up to six letters, two up to ten, then one for every four.
    Two numbers, two months or two towns are never one word, however alike (يونيو, يوليو).
    """
    if one.isascii() and other.isascii() and letters_for_digits(one) == letters_for_digits(other):
        return _LOOKS_THE_SAME
    if _names_apart(one, other):
        return 0.0
    return _LOOKS_THE_SAME if rasm(one) == rasm(other) else _likeness(one, other)


def _likeness(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    if longest > _LONG:
        share = _shared_pairs(one, other)
        return share if share >= 0.6 else 0.0  # noqa: PLR2004
    allowed = max(1, (longest + 1) // 4)
    if abs(len(one) - len(other)) > allowed or len(set(one) ^ set(other)) > 2 * allowed:
        return 0.0
    wrong = edits(one, other)
    if wrong > allowed:
        return 0.0
    return 1.0 - wrong * (_SWAPPED if sorted(one) == sorted(other) else 1.0) / longest
