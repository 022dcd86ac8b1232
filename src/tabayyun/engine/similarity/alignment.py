"""Two texts laid side by side, word by word: what stands in both and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ..text.particulars import numbers_in
from .spelling import likeness_of_words

_RUN_TOGETHER = 3
"""Words that a lost or added space is looked for in."""


class Gap(NamedTuple):
    """A stretch where the texts differ."""

    mine: list[str]
    theirs: list[str]
    first: bool
    """At the beginning of both texts."""
    last: bool
    """At the end of both texts."""


class Alignment(NamedTuple):
    """What two texts have in common."""

    matched: int
    """Characters of the words that stand in both, in order."""
    gaps: list[Gap]


def size(words: Sequence[str]) -> int:
    """Return how many characters ``words`` have, spaces left out."""
    return sum(map(len, words))


def align(mine: list[str], theirs: list[str]) -> Alignment:
    """Lay the words side by side: what begins and ends alike first, for that is quick."""
    start, end = _shared_ends(mine, theirs)
    ours, others = mine[start : len(mine) - end], theirs[start : len(theirs) - end]
    matched = size(mine[:start]) + size(mine[len(mine) - end :])
    gaps = []
    for tag, i, i2, j, j2 in _opcodes(ours, others):
        if tag == "equal":
            matched += size(ours[i:i2])
        else:
            first, last = start == i == j == 0, end == 0 and i2 == len(ours) and j2 == len(others)
            gaps.append(Gap(ours[i:i2], others[j:j2], first, last))
    return Alignment(matched, gaps)


def _shared_ends(mine: list[str], theirs: list[str]) -> tuple[int, int]:
    """Return how many words the texts begin and end with alike."""
    most = min(len(mine), len(theirs))
    start = next((i for i in range(most) if mine[i] != theirs[i]), most)
    end = next((i for i in range(most - start) if mine[-1 - i] != theirs[-1 - i]), most - start)
    return start, end


def _opcodes(mine: list[str], theirs: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if mine and theirs:
        return SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    return [("replace", 0, len(mine), 0, len(theirs))] if mine or theirs else []


def respelt(gap: Gap) -> float:
    """Return how many characters of a gap are only cut off or spelt differently, spaces included."""
    if not gap.mine or not gap.theirs:
        return 0.0
    if _is_cut(gap):
        return min(size(gap.mine), size(gap.theirs))
    if len(gap.mine) == len(gap.theirs):
        likenesses = [likeness_of_words(a, b) for a, b in zip(gap.mine, gap.theirs, strict=True)]
        if all(likenesses):
            return sum(len(a) * share for a, share in zip(gap.mine, likenesses, strict=True))
    whole, other = "".join(gap.mine), "".join(gap.theirs)
    if whole == other:
        return float(len(whole))
    if max(len(gap.mine), len(gap.theirs)) > _RUN_TOGETHER:
        return 0.0
    return len(whole) * likeness_of_words(whole, other)


def _is_cut(gap: Gap) -> bool:
    """Return whether one text stops inside a word of the other; inside a number, well before the end."""
    shorter, longer = sorted((gap.mine, gap.theirs), key=size)
    if not gap.last or len(shorter) != 1 or not longer[0].startswith(shorter[0]):
        return False
    return not numbers_in(shorter) or len(longer) > _RUN_TOGETHER
