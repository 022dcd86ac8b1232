"""Whether one text is a copy of another: the same words in the same order, give or take the usual.

The signatures only propose. Here the words are laid side by side, and what differs decides: a slip
of spelling, a part cut off, a comment around it make a copy; another number, town, date, verb or a
«not» in the same sentence make another content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from ..text import STOP_WORDS, normalise
from ..text.particulars import is_negation, name_of, names_in, numbers_in
from ..text.rasm import rasm
from .alignment import Gap, align, respelt, size

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
_BEGUN = 0.38
"""The same when a brief text is nothing but the beginning of the longer one."""
_FEW_SHARED = 0.4
"""Share of the shorter text in whole words of the other below which slips cannot explain the rest."""
_LONG_WORDS = 12
"""Characters a word beyond which a script without spaces is supposed and words tell little."""
_COMMENT = 3
"""Words from which a different end is a comment after a cut rather than another ending."""
_LONG = 30
"""Words for each of which one replaced word is let pass."""

_FRAMING = frozenset(
    normalise(
        """
        عاجل خبر خاص هام مهم جدا شاهد شاهدوا بالفيديو فيديو بالصور صور حصري الآن متداول كما وصلني منقول
        انشر انشروا للنشر ورد شوفو شوفوا 3ajil 3ajel chouf choufo fidyo video vidéo urgent alerte breaking
        info flash exclusif dernière minute just in watch rt via news update h ht htt http https
        """
    ).split()
)
"""Words put around a text when it is passed on, and the stumps of a link; they say nothing."""
_IDLE = (STOP_WORDS | _FRAMING) - {word for word in STOP_WORDS if is_negation(word)}


class _Reading(NamedTuple):
    """One text, taken apart once for all comparisons."""

    words: list[str]
    size: int
    different: frozenset[str]
    bags: frozenset[str]
    """The different words with their letters in order and without dots: both slip."""
    numbers: list[str]
    names: set[str]


@lru_cache(maxsize=1 << 12)
def _read(text: str) -> _Reading:
    words = text.split()[:_READ]
    different = frozenset(words)
    bags = frozenset("".join(sorted(rasm(word))) for word in different)
    return _Reading(words, size(words), different, bags, numbers_in(words), names_in(words))


def _in_order(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(number in rest for number in part)


def _numbers_differ(shorter: _Reading, longer: _Reading) -> bool:
    """Return whether the numbers of neither text are, in order, among those of the other.

    They may come in another order when each has kept its neighbours: sentences change places. A number
    at the very end of a text that is shorter by several words may have been cut in two.
    """
    fewer, more = shorter.numbers, longer.numbers
    if fewer == more:
        return False
    if shorter.words[-1].isdecimal() and len(longer.words) - len(shorter.words) >= _COMMENT:
        fewer = fewer[:-1]
    if _in_order(fewer, more) or _in_order(more, fewer):
        return False
    numbers = {word for word in shorter.words if numbers_in([word])}
    return sorted(fewer) != sorted(more) or not _kept_company(numbers, shorter.words, longer.words)


def _kept_company(words: Set[str], mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether ``words`` stand between the same words in both texts.

    What comes before the beginning of a text and after its end is not known: halves may change places.
    """
    others = _company(words, theirs)
    return all(
        any(word == other and _agree(before, its) and _agree(after, next_) for its, other, next_ in others)
        for before, word, after in _company(words, mine)
    )


def _company(words: Set[str], text: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return ``words`` with the word before and the word after, wherever they stand in a text."""
    around = zip(["", *text], text, [*text[1:], ""], strict=False)
    return [(before, word, after) for before, word, after in around if word in words]


def _agree(one: str, other: str) -> bool:
    return one == other or not one or not other


def _kept_places(moved: Set[str], mine: _Reading, theirs: _Reading) -> bool:
    """Return whether what moved still says the same.

    Negations have to stand about where they stood, numbers, towns and dates in their order, or all
    of them in the company they had.
    """
    negations = frozenset(filter(is_negation, moved))
    facts = frozenset(filter(_is_fact, moved))
    if not _stayed(negations, mine.words, theirs.words) and not _kept_company(
        negations, mine.words, theirs.words
    ):
        return False
    return not facts or _kept_order(mine, theirs) or _kept_company(facts, mine.words, theirs.words)


def _stayed(words: Set[str], mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether ``words`` moved by no more than two places, besides what one text has more."""
    step = 2 + abs(len(mine) - len(theirs))
    ours, others = ([(i, word) for i, word in enumerate(text) if word in words] for text in (mine, theirs))
    return len(ours) == len(others) and all(
        word == other and abs(i - j) <= step for (i, word), (j, other) in zip(ours, others, strict=True)
    )


def _kept_order(mine: _Reading, theirs: _Reading) -> bool:
    """Return whether numbers follow one another as before, and so do places, and so do dates."""
    ours, others = _facts_by_kind(mine), _facts_by_kind(theirs)
    return all(_in_order(*sorted((ours[kind], others[kind]), key=len)) for kind in ours)


def _facts_by_kind(text: _Reading) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {"numbers": text.numbers, "place": [], "date": []}
    for name in filter(None, map(name_of, text.words)):
        kinds[name.partition(":")[0]].append(name)
    return kinds


def _is_fact(word: str) -> bool:
    return bool(numbers_in([word]) or name_of(word))


def _names_differ(one: _Reading, other: _Reading) -> bool:
    """Return whether each text names a place, or a date, that the other does not."""
    if one.names == other.names:
        return False
    lost, gained = one.names - other.names, other.names - one.names
    return bool({name[:4] for name in lost} & {name[:4] for name in gained})


def _share_too_little(shorter: _Reading, longer: _Reading) -> bool:
    shared = sum(map(len, shorter.bags & longer.bags))
    few = shared < _FEW_SHARED * sum(map(len, shorter.bags))
    return few and shorter.size < _LONG_WORDS * len(shorter.words)


def _left(part: Sequence[str], other: _Reading) -> list[str]:
    """Return the words of ``part`` that say something and that the other text lacks."""
    return [word for word in part if word not in other.different and _tells(word)]


def _tells(word: str) -> bool:
    return word not in _IDLE and (len(word) > 1 or word.isdecimal())


def _replaced(gap: Gap, mine: _Reading, theirs: _Reading) -> int:
    """Return how many words of a gap stand for others, so that it may be another fact; 0 for none."""
    lost, gained = _left(gap.mine, theirs), _left(gap.theirs, mine)
    outer = gap.first or gap.last
    if not outer and (numbers_in(lost + gained) or any(map(is_negation, lost + gained))):
        return _READ
    if outer and min(len(lost), len(gained)) >= _COMMENT:
        return 0
    return min(len(lost), len(gained))


def _is_covered(common: float, sizes: Sequence[int], least: float | None = None) -> bool:
    """Return whether enough of both texts is the same."""
    brief = sizes[0] <= _BRIEF
    return common >= _COVERED[brief] * sizes[0] and common >= (least or _LEAST[brief]) * sizes[1]


@lru_cache(maxsize=1 << 13)
def likeness(one: str, other: str) -> float:
    """Return 0–1: twice the common characters over those of both texts, or 0 when it is no copy.

    Both texts are normalised and not empty. 1 is kept for equal texts.
    """
    if one == other:
        return 1.0
    mine, theirs = _read(one), _read(other)
    shorter, longer = sorted((mine, theirs), key=lambda reading: reading.size)
    if _numbers_differ(shorter, longer) or _names_differ(mine, theirs) or _share_too_little(shorter, longer):
        return 0.0
    common = _common(mine, theirs)
    return min(0.999, 2 * common / (mine.size + theirs.size))


def _common(mine: _Reading, theirs: _Reading) -> float:
    """Return how many characters two texts have in common; 0 when one is no copy of the other."""
    matched, gaps = align(mine.words, theirs.words)
    sizes = sorted((mine.size, theirs.size))
    least = _BEGUN if len(gaps) == 1 and gaps[0].last else None
    if not _is_covered(matched + _most(gaps), sizes, least):
        return 0.0
    same = [respelt(gap) for gap in gaps]
    unlike = [gap for gap, share in zip(gaps, same, strict=True) if not share]
    moved = _moved(unlike)
    replaced = sum(_replaced(gap, mine, theirs) for gap in unlike)
    if replaced > min(len(mine.words), len(theirs.words)) // _LONG:
        return 0.0
    if moved and not _kept_places(moved.keys(), mine, theirs):
        return 0.0
    # The order is all that a brief text says: «A beats B».
    found = matched + sum(same) + (size(list(moved.elements())) if sizes[0] > _BRIEF else 0)
    return found if _is_covered(found, sizes, least) else 0.0


def _most(gaps: Sequence[Gap]) -> int:
    """Return the most characters that could turn out to be respelt or to have moved."""
    return min(sum(size(gap.mine) for gap in gaps), sum(size(gap.theirs) for gap in gaps))


def _moved(gaps: Sequence[Gap]) -> Counter[str]:
    """Return the words that stand elsewhere in the other text, and how often."""
    lost = Counter(word for gap in gaps for word in gap.mine)
    return lost & Counter(word for gap in gaps for word in gap.theirs)
