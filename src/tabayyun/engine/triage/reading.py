"""Reads the weighted words and phrases of the lexicon in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..text import normalise, stem
from . import lexicon

__all__ = ["Mark", "noisy_or", "read", "rumour_value"]

Phrase = tuple[str, ...]
_SEPARATOR = "،"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that the lexicon knows: which table, where, how many, and their weight (0–1)."""

    table: str
    """``violence``, ``threat``, ``rumour``, ``offence`` or ``calm``."""
    start: int
    size: int
    weight: float


def _stems(text: str) -> Phrase:
    return tuple(stem(word) for word in normalise(text).split())


def _phrases(words: str) -> Iterable[Phrase]:
    return (found for entry in words.split(_SEPARATOR) if (found := _stems(entry)))


def _weights(tables: Mapping[str, lexicon.Table]) -> dict[Phrase, float]:
    """Phrase → weight over all languages; the surest one where several have it."""
    found: dict[Phrase, float] = {}
    for table in tables.values():
        for weight, words in table.items():
            for phrase in _phrases(words):
                found[phrase] = max(weight, found.get(phrase, 0.0))
    return found


_TABLES = {
    "violence": _weights(lexicon.VIOLENCE),
    "threat": _weights(lexicon.THREAT),
    "rumour": _weights(lexicon.RUMOUR),
    "offence": _weights(lexicon.OFFENCE),
    "calm": {phrase: 0.5 for words in lexicon.CALM.values() for phrase in _phrases(words)},
}


def _by_first() -> dict[str, list[tuple[Phrase, tuple[tuple[str, float], ...]]]]:
    """First stem → the phrases that begin with it and what they say, longest first."""
    merged: dict[Phrase, list[tuple[str, float]]] = {}
    for name, weights in _TABLES.items():
        for phrase, weight in weights.items():
            merged.setdefault(phrase, []).append((name, weight))
    index: dict[str, list[tuple[Phrase, tuple[tuple[str, float], ...]]]] = {}
    for phrase in sorted(merged, key=len, reverse=True):
        index.setdefault(phrase[0], []).append((phrase, tuple(merged[phrase])))
    return index


_INDEX = _by_first()

# «I» or «we» + a violent verb + «you»: Arabic and Darija join all three in one word.
_THREAT_TO_YOU = re.compile(
    r"(?:س|ب|ح|غا|غ|راح )?[انه](?:قتل|ذبح|دبح|طعن|طخ|حرق|كسر|هرس|ضرب|دعس|سلخ|شنق|خنق|فجر|دفن|سحق|شرمل)"
    r"(?:ك|كم|كن|كو|كوم)"
)
_THREAT_WEIGHT = 0.6
_NUMBER = re.compile(r"\d")
_NUMBER_WEIGHT = 0.12
_ALARM = re.compile("[🔴🚨‼⚠😱]|!!|؟!|!؟")
_ALARM_WEIGHT = 0.2
_SHORT = 4
"""Below so many words a text says too little to be checked."""


def read(words: list[str], stems: list[str]) -> list[Mark]:
    """Return what the lexicon finds in normalised ``words``; a phrase uses up its words."""
    found: list[Mark] = []
    place = 0
    while place < len(stems):
        place += _phrase_at(place, stems, found)
    found += [
        Mark("threat", place, 1, _THREAT_WEIGHT)
        for place, word in enumerate(words)
        if _THREAT_TO_YOU.fullmatch(word)
    ]
    return found


def _phrase_at(place: int, stems: list[str], found: list[Mark]) -> int:
    """Note the longest phrase that begins at ``place``; how many words it takes, at least 1."""
    for phrase, says in _INDEX.get(stems[place], ()):
        size = len(phrase)
        if size == 1 or tuple(stems[place : place + size]) == phrase:
            found += [Mark(name, place, size, weight) for name, weight in says]
            return size
    return 1


def rumour_value(marks: Iterable[Mark], words: list[str], raw: str) -> float:
    """Alarm, source-less telling and public bodies speak for it; opinion, thanks and prayer against."""
    found = {_said(mark, words): mark.weight for mark in marks if mark.table == "rumour"}
    if not found or len(words) < _SHORT:
        return 0.0
    extra = [_NUMBER_WEIGHT] * bool(_NUMBER.search(raw)) + [_ALARM_WEIGHT] * bool(_ALARM.search(raw))
    calm = len({_said(mark, words) for mark in marks if mark.table == "calm"})
    return noisy_or([*found.values(), *extra]) * float(0.5 ** min(2, calm))


def _said(mark: Mark, words: list[str]) -> str:
    return " ".join(words[mark.start : mark.start + mark.size])


def noisy_or(weights: Iterable[float]) -> float:
    """Return how sure independent witnesses make it together, 0–1."""
    spared = 1.0
    for weight in weights:
        spared *= 1.0 - weight
    return round(1.0 - spared, 4)
