"""What people do to a post when they pass it on; each edit is deterministic for its seed."""

from __future__ import annotations

import random
from collections.abc import Callable

_EMOJI = ("😱", "🙏🏽", "😡😡", "🇲🇦", "⚠️", "👇")
_COMMENTS = {
    "ar": ("الله يحفظ بلادنا وأولادنا", "هل هذا صحيح يا إخوان؟", "لا حول ولا قوة إلا بالله"),
    "fr": ("c'est vrai ça ?", "partagez au maximum svp", "que Dieu nous protège"),
    "arabizi": ("wach had chi bsse7?", "allah y7fed bladna", "partagiw 3afakom"),
}
_MARKS = "ًٌٍَُِّْ"


def _slip(word: str, rng: random.Random) -> str:
    """Drop, double, swap or replace one letter inside a word."""
    place, kind = rng.randrange(1, len(word) - 1), rng.randrange(4)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    if kind == 0:
        return before + after
    if kind == 1:
        return before + letter * 2 + after
    return before + after[0] + letter + after[1:] if kind == 2 else before + rng.choice("اeلr") + after


def typos(text: str, rng: random.Random, lang: str) -> str:
    """Make a slip in one of every six words, at least in one."""
    words = text.split(" ")
    places = [i for i, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    for place in rng.sample(places, min(len(places), max(1, len(words) // 6))):
        words[place] = _slip(words[place], rng)
    return " ".join(words)


def emoji(text: str, rng: random.Random, lang: str) -> str:
    """Put two emoji before, after or between words."""
    words = text.split(" ")
    for _ in range(2):
        words.insert(rng.randrange(len(words) + 1), rng.choice(_EMOJI))
    return " ".join(words)


def urgent(text: str, rng: random.Random, lang: str) -> str:
    """Announce it."""
    announced = {"ar": "عاجل: ", "fr": "URGENT ‼️ ", "arabizi": "3AJIL: "}
    return announced[lang] + text


def truncated(text: str, rng: random.Random, lang: str) -> str:
    """Keep 60 % of the characters."""
    return text[: round(len(text) * 0.6)] + "…"


def diacritics(text: str, rng: random.Random, lang: str) -> str:
    """Add vowel signs to a third of the Arabic letters; take the accents off Latin ones."""
    if lang == "ar":
        return "".join(
            char + rng.choice(_MARKS) if "ء" <= char <= "ي" and rng.random() < 1 / 3 else char
            for char in text
        )
    return text.translate(str.maketrans("éèêàâçôûîù", "eeeaacouiu"))


def address(text: str, rng: random.Random, lang: str) -> str:
    """Change the link and whom it is sent to."""
    return f"@compte{rng.randrange(99)} {text} https://exemple.test/{rng.randrange(10**6)}"


def comment(text: str, rng: random.Random, lang: str) -> str:
    """Say something before or after it."""
    said = rng.choice(_COMMENTS[lang])
    return f"{said} {text}" if rng.random() < 0.5 else f"{text} {said}"


def reordered(text: str, rng: random.Random, lang: str) -> str:
    """Put the end before the beginning."""
    words = text.split(" ")
    place = rng.randint(len(words) // 3, 2 * len(words) // 3)
    return " ".join(words[place:] + words[:place])


def swapped(text: str, rng: random.Random, lang: str) -> str:
    """Let 15 % of the words change places with their neighbours."""
    words = text.split(" ")
    for _ in range(round(len(words) * 0.15)):
        place = rng.randrange(len(words) - 1)
        words[place : place + 2] = reversed(words[place : place + 2])
    return " ".join(words)


def jumbled(text: str, rng: random.Random, lang: str) -> str:
    """Swap two neighbouring letters inside every word of more than three."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if len(word) > 3 and word.isalpha():
            place = rng.randrange(1, len(word) - 2)
            words[at] = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return " ".join(words)


EDITS: dict[str, Callable[[str, random.Random, str], str]] = {
    edit.__name__: edit
    for edit in (
        *(typos, emoji, urgent, truncated, diacritics, address, comment),
        *(reordered, swapped, jumbled),
    )
}
