"""Whether two wordings say the same: how much of the claim is said, and in what they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from ..findings import ClaimMatch
from ..text import STOP_WORDS, stem, word_skeleton
from ..text.particulars import names_in, negations_in, numbers_in

NUMBER_DIFFERS, NAME_DIFFERS, NEGATION_DIFFERS = 0.45, 0.55, 0.6
"""What is left of the score when both name numbers (dates or places; negation) and none agrees."""
BONES_ONLY = 0.8
"""What a word counts that agrees in its consonants only."""
ENOUGH = 25.0
"""What shared words have to tell together (nats) until they are 63 % of an answer by themselves."""
_SHORTEST_SKELETON = 3

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Wording:
    """One text, taken apart once for all comparisons."""

    words: dict[str, tuple[str, str]]
    """Telling word → its stem and its consonants (empty when too few)."""
    stems: frozenset[str]
    bones: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    negations: tuple[str, ...]


def read(words: Sequence[str]) -> Wording:
    """Take normalised ``words`` apart."""
    telling = {word: parts for word in words if (parts := _parts(word))}
    return Wording(
        words=telling,
        stems=frozenset(own for own, _bones_of in telling.values()),
        bones=frozenset(bones for _stem, bones in telling.values() if bones),
        numbers=frozenset(numbers_in(words)),
        names=frozenset(names_in(words)),
        negations=tuple(negations_in(words)),
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """A wording of a claim, with what each of its words tells in nats."""

    wording: Wording
    telling: tuple[float, ...]
    total: float


def weigh(wording: Wording, weight: Weight) -> Weighed:
    """Put weights to the words of a claim; ``weight`` gives what a stem tells."""
    telling = tuple(weight(own) for own, _bones in wording.words.values())
    return Weighed(wording, telling, sum(telling))


def compare(claim_id: int, claim: Weighed, text: Wording) -> ClaimMatch:
    """The match of ``text`` with ``claim``."""
    said, shared = _coverage(claim, text)
    left, conflicts = _conflicts(claim.wording, text)
    return ClaimMatch(claim_id, round(min(1.0, said * left), 4), tuple(shared), tuple(conflicts))


def may_repeat(claim: Wording, text: Wording, weight: Weight, least: float) -> bool:
    """Whether the score could reach ``least``: a quick look that rules most candidates out.

    For each word whose consonants alone agree it supposes the most that any word tells.
    """
    stems = claim.stems & text.stems
    bones = max(0, len(claim.bones & text.bones) - len(stems))
    return sum(map(weight, stems)) + bones * BONES_ONLY * weight("") >= -ENOUGH * log(1 - least)


@lru_cache(maxsize=1 << 15)
def _parts(word: str) -> tuple[str, str] | None:
    """The stem and the consonants of a telling word; none for a stop word."""
    if word in STOP_WORDS:
        return None
    bones = word_skeleton(word)
    return stem(word), bones if len(bones) >= _SHORTEST_SKELETON else ""


def _coverage(claim: Weighed, text: Wording) -> tuple[float, list[str]]:
    """The share of the claim that the text says, 0–1, and the words of the claim it says."""
    found, shared = 0.0, []
    for (word, (own, bones)), telling in zip(claim.wording.words.items(), claim.telling, strict=True):
        if own in text.stems:
            found += telling
            shared.append(word)
        elif bones in text.bones:
            found += telling * BONES_ONLY
            shared.append(word)
    return (found / claim.total * (1 - exp(-found / ENOUGH)) if claim.total else 0.0), shared


def _conflicts(claim: Wording, text: Wording) -> tuple[float, list[str]]:
    """What is left of the score, and the numbers, names and negations in which the two differ."""
    left, conflicts = 1.0, []
    for theirs, ours, cost in (
        (claim.numbers, text.numbers, NUMBER_DIFFERS),
        (claim.names, text.names, NAME_DIFFERS),
    ):
        if theirs and ours and not theirs & ours:
            left *= cost
            conflicts.append(f"{_listed(theirs)} ≠ {_listed(ours)}")
    if bool(claim.negations) != bool(text.negations):
        left *= NEGATION_DIFFERS
        conflicts.extend(claim.negations or text.negations)
    return left, conflicts


def _listed(particulars: frozenset[str]) -> str:
    return "، ".join(sorted(name.partition(":")[2] or name for name in particulars))
