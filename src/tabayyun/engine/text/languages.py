"""Which language a post is written in: by script, then by the short words that give it away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from . import function_words
from .normal import normalise

LANGUAGES = ("ar", "ary", "arabizi", "fr", "en", "other")
_READ = 60
"""Words that are looked at; the rest of a long text says the same."""
_SURE, _HINTED, _CLEAR = 1.2, 0.55, 0.3
"""Votes for a foreign language in Arabic letters; for Darija; by which one Latin language must lead."""

_LISTS = {
    "ar": function_words.ARABIC,
    "ary": function_words.DARIJA,
    "arabizi": function_words.ARABIZI,
    "fr": function_words.FRENCH,
    "en": function_words.ENGLISH,
    "other-latin": function_words.OTHER_LATIN,
    "other-arabic": function_words.OTHER_ARABIC_SCRIPT,
}
# A digit that stands for a letter: 3ndi, ma7al, b9aw, fel5er; not 2nd, covid19 or 4g.
_DIGIT_LETTER = re.compile(r"[a-z]*[a-z][379][a-z]+|[379][a-z]{2,}|[a-z]{2,}[379]")
_FOREIGN_LETTERS = re.compile("[ٹڈڑےںپژھۆەێڵڕ]")
# Moroccan verbs: ka-/ta- and gha- before the verb, ma-…-ch around it, n-…-u for «we».
_DARIJA_VERB = re.compile(
    r"(?:كي|كت|كن|تي|كاي|كات|تاي|تان|غاي|غان|غات)[^ا]\w{2,}و?|م[اغ]?[يتن]?\w{2,6}(?:وش|اش|نيش|تش|يش)|ن(?!تنياه)\w{3,6}و"
)
_ARABIZI_VERB = re.compile(r"(?:kay|kat|kan|kn|ki|gha)[a-z379]{3,}|ma[a-z379]{3,}(?:ch|sh)i?")


def _weights() -> dict[str, dict[str, float]]:
    """Return, for every word of the lists, how much it speaks for each language that has it."""
    owners: dict[str, set[str]] = {}
    for language, words in _LISTS.items():
        for word in normalise(words).split():
            owners.setdefault(word, set()).add(language)
    return {word: dict.fromkeys(names, 1.0 / len(names)) for word, names in owners.items()}


_WEIGHTS = _weights()


@lru_cache(maxsize=1 << 16)
def _evidence(word: str) -> tuple[tuple[str, float], ...]:
    """Return what one word speaks for."""
    if known := _WEIGHTS.get(word):
        return tuple(known.items())
    if not word.isascii():
        return (("ary", 0.6),) if _DARIJA_VERB.fullmatch(word) else ()
    if _DIGIT_LETTER.fullmatch(word):
        return (("arabizi", 0.9),)
    return (("arabizi", 0.5),) if _ARABIZI_VERB.fullmatch(word) else ()


def _script(text: str) -> str:
    """Return the script most letters are in: arabic, latin, other, or none."""
    arabic = sum(map(text.count, "اليمنو"))
    latin = sum(map(text.count, "aeiouns"))
    if arabic or latin:
        return "arabic" if 2 * arabic >= latin else "latin"
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return "none"
    if letters[0].isascii():
        return "latin"
    return "arabic" if "\u0600" <= letters[0] <= "\u06ff" else "other"


def language_of(normal: str, raw: str, hint: str = "") -> str:
    """Return the language of a text whose normalised form is at hand."""
    script = _script(normal)
    if script == "none":
        return hint if hint in LANGUAGES else "other"
    if script == "other":
        return "other"
    votes = _votes(normal.split()[:_READ])
    return _arabic_script(votes, raw, hint) if script == "arabic" else _latin_script(votes, hint)


def _votes(words: Sequence[str]) -> dict[str, float]:
    votes = dict.fromkeys(_LISTS, 0.0)
    for word in words:
        for name, weight in _evidence(word):
            votes[name] += weight
    return votes


def _arabic_script(votes: dict[str, float], raw: str, hint: str) -> str:
    foreign = votes["other-arabic"] + len(_FOREIGN_LETTERS.findall(raw[:500])) * 0.3
    if foreign > _SURE and foreign > votes["ar"] + votes["ary"]:
        return "other"
    if votes["ary"] > _HINTED and votes["ary"] > 0.45 * votes["ar"]:
        return "ary"
    return "ary" if hint == "ary" and not votes["ar"] else "ar"


def _latin_script(votes: dict[str, float], hint: str) -> str:
    best = max(("fr", "en", "arabizi", "other-latin"), key=lambda name: votes[name])
    ordered = sorted((votes[name] for name in ("fr", "en", "arabizi", "other-latin")), reverse=True)
    if ordered[0] - ordered[1] < _CLEAR and hint:
        return hint if hint in LANGUAGES else "other"
    return best if ordered[0] and best != "other-latin" else "other"


def language(text: str, hint: str = "") -> str:
    """Return ``ar``, ``ary``, ``arabizi``, ``fr``, ``en`` or ``other``.

    ``hint`` is what the source says; it counts only when the text itself does not tell.
    """
    return language_of(normalise(text), text, hint)
