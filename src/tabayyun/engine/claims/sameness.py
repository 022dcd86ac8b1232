"""In what two wordings agree and in what they differ: how much of a claim is said, and which particulars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import exp
from typing import NamedTuple

from ..text import STOP_WORDS
from ..text.acts import Act, acts_in, other_act
from ..text.measures import Measures, measures_in, other_unit
from ..text.opposites import opposed
from ..text.particulars import is_negation, names_in, numbers_in
from .roles import Told, exchanged, told
from .terms import SIGN, terms_of_word

BONES_ONLY = 0.8
"""What a word counts that agrees in its consonants only."""
ENOUGH = 25.0
"""What shared words have to tell together (nats) until they are 63 % of an answer by themselves."""
_DENIED = 3
"""Words after a «not» that it may deny; «there is no power but with God» denies nothing of the claim."""
_YEARS = range(1900, 2101)

Weight = Callable[[str], float]


@dataclass(frozen=True)
class Wording:
    """One text, taken apart once for all comparisons: each part when a comparison first asks for it."""

    said: Sequence[str]
    """The normalised words, in order."""
    words: dict[str, tuple[str, str]]
    """Telling word → its stem and its consonants (empty when too few); others that say the same included."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of the telling words."""
        return frozenset([own for own, _bones in self.words.values()])

    @cached_property
    def bones(self) -> frozenset[str]:
        """Their consonants."""
        return frozenset([bones for _stem, bones in self.words.values() if bones])

    @cached_property
    def _numerals(self) -> frozenset[str]:
        return frozenset(numbers_in(self.said))

    @cached_property
    def years(self) -> frozenset[str]:
        """Numbers that are years."""
        return frozenset(number for number in self._numerals if _is_year(number))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """All others."""
        return self._numerals - self.years

    @cached_property
    def names(self) -> frozenset[str]:
        """Places and dates."""
        return frozenset(names_in(self.said))

    @cached_property
    def negations(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Each «not», with the stems of the words that follow it closely."""
        return tuple(_negations(self.said))

    @cached_property
    def measures(self) -> Measures:
        """Numbers with the units that they count."""
        return measures_in(self.said)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """What is done."""
        return acts_in(self.words)

    @cached_property
    def told(self) -> Told:
        """The telling words in their order."""
        return told(self.said, {word: own for word, (own, _bones) in self.words.items()})


def read(words: Sequence[str], besides: Iterable[str] = ()) -> Wording:
    """Take normalised ``words`` apart; those of ``besides`` say the same in other words and count too."""
    return Wording(words, {word: parts for word in (*words, *besides) if (parts := _parts(word))})


def _negations(words: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for place, word in enumerate(words):
        if is_negation(word):
            near = (word, *words[place + 1 : place + 1 + _DENIED])
            yield word, frozenset(parts[0] for each in near if (parts := _parts(each)))


def _is_year(number: str) -> bool:
    return len(number) == 4 and int(number) in _YEARS  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Weighed:
    """A wording of a claim, with what each of its words tells in nats."""

    wording: Wording
    words: tuple[tuple[str, str, str, float], ...]
    """Word, stem, consonants, nats."""
    total: float


def weigh(wording: Wording, weight: Weight) -> Weighed:
    """Put weights to the words of a claim; ``weight`` gives what a stem tells."""
    words = tuple([(word, own, bones, weight(own)) for word, (own, bones) in wording.words.items()])
    return Weighed(wording, words, sum([telling for *_word, telling in words]))


@lru_cache(maxsize=1 << 15)
def _parts(word: str) -> tuple[str, str] | None:
    """The stem and the consonants of a telling word; none for a stop word."""
    if word in STOP_WORDS:
        return None
    own, *bones = terms_of_word(word)
    return own, bones[0].removeprefix(SIGN) if bones else ""


class Coverage(NamedTuple):
    """How much of a claim a text says."""

    share: float
    """Of what the words of the claim tell together, 0–1."""
    said: float
    """The same, less when that is little in itself."""
    shared: tuple[str, ...]
    """The words of the claim that the text says."""


def coverage(claim: Weighed, text: Wording) -> Coverage:
    """How much of ``claim`` the text says."""
    found, shared = 0.0, []
    stems, skeletons = text.stems, text.bones
    for word, own, bones, telling in claim.words:
        if own in stems:
            found += telling
            shared.append(word)
        elif bones in skeletons:
            found += telling * BONES_ONLY
            shared.append(word)
    share = found / claim.total if claim.total else 0.0
    return Coverage(share, share * (1 - exp(-found / ENOUGH)), tuple(shared))


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Particulars that both name, none of them the same; whether one says the opposite or turns it round.

    ``numbers`` count what they measure as well; ``names`` are places, days, and what is done.
    """

    numbers: bool
    names: bool
    negation: bool
    said: tuple[str, ...]
    """As the reader is shown them."""


NOTHING = Conflicts(numbers=False, names=False, negation=False, said=())


def conflicts(claim: Wording, text: Wording) -> Conflicts:
    """In what ``text`` differs from ``claim``: years, other numbers, places, dates, a negation."""
    kinds = (
        (claim.years, text.years, True),
        (claim.numbers, text.numbers, True),
        (_kind(claim.names, "place"), _kind(text.names, "place"), False),
        (_kind(claim.names, "date"), _kind(text.names, "date"), False),
    )
    differing = [kind for kind in kinds if kind[0] and kind[1] and not kind[0] & kind[1]]
    theirs, ours = _denying(claim, text), _denying(text, claim)
    denied = bool(theirs) != bool(ours)
    contrary = opposed(claim.words, text.words)
    unit = other_unit(claim.measures, text.measures)
    act = None if contrary else other_act(claim.acts, text.acts)
    turned = exchanged(claim.told, text.told)
    said = [f"{_listed(theirs)} ≠ {_listed(ours)}" for theirs, ours, _number in differing]
    return Conflicts(
        numbers=bool(unit) or any(number for *_both, number in differing),
        names=bool(act) or any(not number for *_both, number in differing),
        negation=denied != bool(contrary) or bool(turned),  # «not forbidden» is allowed
        said=(
            *said,
            *((theirs or ours) if denied else ()),
            *_paired(" ≠ ", unit),
            *_paired(" ≠ ", contrary),
            *_paired(" ≠ ", act),
            *_paired(" ⇄ ", turned),
        ),
    )


def _paired(sign: str, words: tuple[str, str] | None) -> list[str]:
    return [sign.join(words)] if words else []


def _denying(one: Wording, other: Wording) -> list[str]:
    """The negations of ``one`` that stand before something which the other says as well.

    All of them where the two share no word: between two languages it cannot be told which word is denied.
    """
    strange = not one.stems & other.stems
    return [word for word, denied in one.negations if strange or denied & other.stems]


def _kind(names: frozenset[str], kind: str) -> frozenset[str]:
    return frozenset(name for name in names if name.startswith(kind))


def _listed(particulars: frozenset[str]) -> str:
    return "، ".join(sorted(name.partition(":")[2] or name for name in particulars))
