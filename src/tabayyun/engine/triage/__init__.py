"""How much a text tells of violence, threatens, or carries something worth checking.

A baseline that explains itself: weighted words and phrases (`lexicon`), combined as if each were an
independent witness (noisy-or). It gives a rank, not a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..findings import Score
from ..text import normalise, stem
from . import lexicon

__all__ = ["score", "score_normal"]

Phrase = tuple[str, ...]
_LONGEST = 5
_SEPARATOR = "،"


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
    r"(?<!\S)(?:س|ب|ح|غا|غ|راح )?[انه](?:قتل|ذبح|دبح|طعن|طخ|حرق|كسر|هرس|ضرب|دعس|سلخ|شنق|خنق|فجر|دفن|سحق|شرمل)"
    r"(?:ك|كم|كن|كو|كوم)(?!\S)"
)
_THREAT_WEIGHT = 0.6
_NUMBER = re.compile(r"\d")
_NUMBER_WEIGHT = 0.12
_ALARM = re.compile("[🔴🚨‼⚠😱]|!!|؟!|!؟")
_ALARM_WEIGHT = 0.2
_MARKS = ".,:;!?؟،؛\"'«»()[]… \u00a0"
_QUOTED = 4000
"""Characters of the text that words are quoted from."""
_SHORT = 4
"""Below so many words a text says too little to be checked."""


def score(text: str) -> dict[str, Score]:
    """Return ``violence``, ``threat`` and ``rumour``, each 0–1 with the words it was read from."""
    return score_normal(normalise(text), text)


def score_normal(normal: str, raw: str) -> dict[str, Score]:
    """The same for a text that was normalised already; ``raw`` is quoted from."""
    words = normal.split()
    said = _read(words)
    threats = _THREAT_TO_YOU.findall(normal)
    if threats:
        said["threat"].update(dict.fromkeys(threats, _THREAT_WEIGHT))
    quotes = _Quotes(raw)
    return {
        "violence": _score(said["violence"], quotes),
        "threat": _score(said["threat"], quotes),
        "rumour": _rumour(said, words, raw, quotes),
    }


def _read(words: list[str]) -> dict[str, dict[str, float]]:
    """Score → the words found for it → their weight. A phrase uses up its words."""
    said: dict[str, dict[str, float]] = {name: {} for name in _TABLES}
    stems = [stem(word) for word in words]
    place = 0
    while place < len(stems):
        place += _phrase_at(place, words, stems, said)
    return said


def _phrase_at(place: int, words: list[str], stems: list[str], said: dict[str, dict[str, float]]) -> int:
    """Note the longest phrase that begins at ``place``; how many words it takes, at least 1."""
    for phrase, says in _INDEX.get(stems[place], ()):
        size = len(phrase)
        if size == 1 or tuple(stems[place : place + size]) == phrase:
            for name, weight in says:
                said[name][" ".join(words[place : place + size])] = weight
            return size
    return 1


def _score(found: Mapping[str, float], quotes: _Quotes) -> Score:
    return Score(_noisy_or(found.values()), _strongest(found, quotes)) if found else Score(0.0)


def _rumour(said: Mapping[str, Mapping[str, float]], words: list[str], raw: str, quotes: _Quotes) -> Score:
    """Alarm, source-less telling and public bodies speak for it; opinion, thanks and prayer against."""
    found = said["rumour"]
    if not found or len(words) < _SHORT:
        return Score(0.0)
    extra = [_NUMBER_WEIGHT] * bool(_NUMBER.search(raw)) + [_ALARM_WEIGHT] * bool(_ALARM.search(raw))
    value = _noisy_or([*found.values(), *extra]) * 0.5 ** min(2, len(said["calm"]))
    return Score(value, _strongest(found, quotes))


def _strongest(found: Mapping[str, float], quotes: _Quotes) -> tuple[str, ...]:
    return quotes.of(sorted(found, key=lambda word: -found[word])[:_LONGEST])


def _noisy_or(weights: Iterable[float]) -> float:
    spared = 1.0
    for weight in weights:
        spared *= 1.0 - weight
    return round(1.0 - spared, 4)


@lru_cache(maxsize=1 << 16)
def _plain(token: str) -> str:
    return normalise(token)


class _Quotes:
    """Finds words as they stand in a text; reads the text once, and only when something is quoted."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._tokens: list[str] = []
        self._plain: list[str] = []
        self._places: dict[str, int] = {}

    def of(self, found: list[str]) -> tuple[str, ...]:
        """Each of ``found`` as it stands in the text; as it was read when that cannot be told."""
        if not self._places:
            self._read()
        return tuple(self._span(words.split()) or words for words in found)

    def _read(self) -> None:
        self._tokens = self._raw[:_QUOTED].split()
        self._plain = [_plain(token) for token in self._tokens]
        for place, words in enumerate(self._plain):
            for word in words.split():
                self._places.setdefault(word, place)

    def _span(self, wanted: list[str]) -> str:
        """The tokens that ``wanted`` came from: from its first word on, as many as say the rest."""
        start = self._places.get(wanted[0])
        if start is None:
            return ""
        span = slice(start, start + len(wanted))
        said = " ".join(self._plain[span]).split()
        return " ".join(self._tokens[span]).strip(_MARKS) if set(wanted) <= set(said) else ""
