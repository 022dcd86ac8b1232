"""Whether one text is a copy of another: the same words in the same order, give or take the usual.

The signatures only propose. Here the words are laid side by side, and what differs decides: a slip
of spelling, a part cut off, a comment around it make a copy; another number, town, date, verb or a
«not» in the same sentence make another content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from ..text import STOP_WORDS, normalise
from ..text.particulars import is_negation, numbers_in
from .spelling import likeness_of_words

SHORTEST = 20
"""Normalised characters below which only an equal text is a copy."""
_READ = 160
"""Words that are laid side by side; the rest of a long text is not looked at."""
_BRIEF = 45
"""Characters (spaces left out) up to which a text may be a mere topic that many posts share."""
_COVERED = {True: 0.9, False: 0.8}
"""Share of the shorter text, brief or not, that the longer one must have."""
_LEAST = {True: 0.5, False: 0.3}
"""Share of the longer text that the shorter one, brief or not, must have."""
_COMMENT = 3
"""Words from which a different end is a comment after a cut rather than another ending."""
_LONG = 30
"""Content words from which one replaced word in twenty is let pass."""

_FRAMING = frozenset(
    normalise(
        """
        عاجل خبر خاص هام مهم جدا شاهد شاهدوا بالفيديو فيديو بالصور صور حصري الآن متداول كما وصلني منقول انشر
        انشروا للنشر ورد شوفو شوفوا 3ajil 3ajel chouf choufo fidyo video vidéo urgent alerte breaking info
        flash exclusif dernière minute just in watch rt via news update
        """
    ).split()
)
"""Words put around a text when it is passed on; they say nothing of their own."""
_IDLE = (STOP_WORDS | _FRAMING) - {word for word in STOP_WORDS if is_negation(word)}


class _Gap(NamedTuple):
    """A stretch where the texts differ."""

    mine: list[str]
    theirs: list[str]
    outer: bool
    """At the beginning or the end of both texts."""


def _aligned(mine: list[str], theirs: list[str]) -> tuple[int, list[_Gap]]:
    """Return how many characters stand in both in order, and where the texts differ."""
    matched, gaps = 0, []
    for tag, i, i2, j, j2 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            matched += sum(map(len, mine[i:i2]))
        else:
            outer = (i == 0 and j == 0) or (i2 == len(mine) and j2 == len(theirs))
            gaps.append(_Gap(mine[i:i2], theirs[j:j2], outer))
    return matched, gaps


def _respelt(gap: _Gap) -> float:
    """Return how many characters of a gap are only spelt differently, spaces lost or added included."""
    if not gap.mine or not gap.theirs:
        return 0.0
    if len(gap.mine) == len(gap.theirs):
        likenesses = [likeness_of_words(a, b) for a, b in zip(gap.mine, gap.theirs, strict=True)]
        if all(likenesses):
            return sum(len(a) * share for a, share in zip(gap.mine, likenesses, strict=True))
    whole = "".join(gap.mine)
    return len(whole) * likeness_of_words(whole, "".join(gap.theirs))


def _is_cut(gap: _Gap) -> bool:
    """Return whether one text simply stops inside a word of the other."""
    shorter, longer = sorted((gap.mine, gap.theirs), key=lambda part: sum(map(len, part)))
    return gap.outer and len(shorter) == 1 and longer[0].startswith(shorter[0])


def _left(part: Sequence[str], other: Counter[str]) -> list[str]:
    """Return the words of ``part`` that say something and that the other text lacks."""
    return [word for word in part if word not in _IDLE and word not in other]


def _replaced(gap: _Gap, mine: Counter[str], theirs: Counter[str]) -> int:
    """Return how many words of a gap stand for others, so that it may be another fact; 0 for none."""
    lost, gained = _left(gap.mine, theirs), _left(gap.theirs, mine)
    if not gap.outer and (numbers_in(lost + gained) or any(map(is_negation, lost + gained))):
        return _LONG
    if gap.outer and min(len(lost), len(gained)) >= _COMMENT:
        return 0
    return min(len(lost), len(gained))


def _in_order(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(number in rest for number in part)


def _numbers_differ(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether the numbers of neither text are, in order, among those of the other."""
    ours, others = numbers_in(mine), numbers_in(theirs)
    return not (_in_order(ours, others) or _in_order(others, ours))


def _says_otherwise(gaps: Sequence[_Gap], mine: list[str], theirs: list[str]) -> bool:
    """Return whether what differs makes it another fact."""
    have, had = Counter(mine), Counter(theirs)
    replaced = sum(_replaced(gap, have, had) for gap in gaps if not _is_cut(gap))
    return replaced > min(len(mine), len(theirs)) // _LONG


@lru_cache(maxsize=1 << 13)
def likeness(one: str, other: str) -> float:
    """Return 0–1: twice the common characters over those of both texts, or 0 when it is no copy.

    Both texts are normalised. 1 is kept for equal texts.
    """
    if one == other:
        return 1.0
    mine, theirs = one.split()[:_READ], other.split()[:_READ]
    if _numbers_differ(mine, theirs):
        return 0.0
    matched, gaps = _aligned(mine, theirs)
    respelt = {gap_id: _respelt(gap) for gap_id, gap in enumerate(gaps)}
    common = matched + sum(respelt.values())
    sizes = sorted((sum(map(len, mine)), sum(map(len, theirs))))
    brief = sizes[0] <= _BRIEF
    if common < _COVERED[brief] * sizes[0] or common < _LEAST[brief] * sizes[1]:
        return 0.0
    if _says_otherwise([gap for gap_id, gap in enumerate(gaps) if not respelt[gap_id]], mine, theirs):
        return 0.0
    return min(0.999, 2 * common / (sizes[0] + sizes[1]))
