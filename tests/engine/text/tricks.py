"""Twenty ways to write a text so that people still read it and a machine does not find it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

Trick = Callable[[str, random.Random], str]

_ZALGO = [chr(code) for code in range(0x300, 0x330)]
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_MARKS = "ًٌٍَُِّْ"
_LATIN_TO_CYRILLIC = str.maketrans("aceopxyisjAEOPCTXBHKM", "асеорхуіѕјАЕОРСТХВНКМ")
_PERSIAN = str.maketrans("كيهة", "کیھۀ")
_BARE = str.maketrans("أإآةىئؤ", "ااا" + "هييو")
_DOTLESS = str.maketrans("بتثنيجخذزشضظغفق", "ٮٮٮںىححدرسصطعڡٯ")
_LEET = str.maketrans("aeiost", "431057")


def _some(text: str, rng: random.Random, change: Callable[[str], str], every: int = 3) -> str:
    """Change one word in ``every`` of those of four letters or more."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    for at in rng.sample(long, -(-len(long) // every)):
        words[at] = change(words[at])
    return " ".join(words)


def _letters(text: str, change: Callable[[str], str]) -> str:
    return "".join(change(char) if char.isalpha() else char for char in text)


def _presentation(char: str) -> str:
    name = unicodedata.name(char, "")
    try:
        return unicodedata.lookup(f"{name} ISOLATED FORM") if name.startswith("ARABIC LETTER") else char
    except KeyError:
        return char


def _styled(char: str) -> str:
    base = 0x1D5D4 if char.isupper() else 0x1D5EE
    return chr(base + ord(char.lower()) - ord("a")) if char.isascii() and char.isalpha() else char


TRICKS: dict[str, Trick] = {
    "letters spaced in some words": lambda text, rng: _some(text, rng, " ".join),
    "letters spaced in all words": lambda text, rng: "  ".join(map(" ".join, text.split(" "))),
    "dots between letters": lambda text, rng: _some(text, rng, ".".join),
    "underscores between letters": lambda text, rng: _some(text, rng, "_".join, 2),
    "emoji inside words": lambda text, rng: _some(text, rng, "🔴".join),
    "no spaces": lambda text, rng: text.replace(" ", ""),
    "tatweel": lambda text, rng: _letters(text, lambda char: char + "ـ" * rng.randrange(3)),
    "letters drawn out": lambda text, rng: _some(
        text, rng, lambda word: word[:2] + word[2] * 5 + word[3:], 1
    ),
    "a mark on every letter": lambda text, rng: _letters(text, lambda char: char + rng.choice(_MARKS)),
    "zalgo": lambda text, rng: _letters(text, lambda char: char + "".join(rng.choices(_ZALGO, k=6))),
    "unseen characters between letters": lambda text, rng: _letters(text, lambda c: c + rng.choice(_UNSEEN)),
    "direction marks": lambda text, rng: " ".join(
        rng.choice("\u202a\u2066\u200f") + w for w in text.split(" ")
    ),
    "presentation forms": lambda text, rng: _letters(text, _presentation),
    "Persian look-alikes": lambda text, rng: text.translate(_PERSIAN),
    "Cyrillic look-alikes": lambda text, rng: text.translate(_LATIN_TO_CYRILLIC),
    "mathematical letters": lambda text, rng: _letters(text, _styled),
    "digits for letters": lambda text, rng: _some(text, rng, lambda word: word.translate(_LEET)),
    "dots left out": lambda text, rng: text.translate(_BARE).translate(_DOTLESS),
    "written backwards": lambda text, rng: text[::-1],
    "letters swapped in every word": lambda text, rng: _some(
        text, rng, lambda w: w[0] + w[2] + w[1] + w[3:], 1
    ),
}
