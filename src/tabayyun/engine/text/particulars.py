"""What may not differ between two wordings of one fact: numbers, dates, places, yes and no.

Every line of a table is one particular in its spellings; written normally, compared normalised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .normal import normalise
from .places import PLACES

NEGATIONS = """
لا لم لن ليس ليست ليسوا ما ماشي مش مو غير بلا دون بدون عدم نفى تنفي ينفي نفت مكاينش ماكاينش
machi mashi makaynch makainch bla walo
ne pas non jamais aucun aucune sans ni dément
not no never none without n't cannot isn aren wasn weren don doesn didn won wouldn can't denies
"""

NUMBERS = """
2 اثنان اثنين اثنتين جوج deux two jouj joj
3 ثلاثة ثلاث تلاتة trois three tlata
4 أربعة أربع ربعة quatre four reb3a
5 خمسة خمس cinq five khamsa
6 ستة ست six
7 سبعة سبع sept seven seb3a
8 ثمانية ثماني ثمان تمنية huit eight tmnya
9 تسعة تسع تسعود neuf nine
10 عشرة عشر dix ten
20 عشرون عشرين vingt twenty
30 ثلاثون ثلاثين trente thirty
40 أربعون أربعين quarante forty
50 خمسون خمسين cinquante fifty
60 ستون ستين soixante sixty
70 سبعون سبعين seventy
80 ثمانون ثمانين eighty
90 تسعون تسعين ninety
100 مائة مئة مية cent hundred
1000 ألف alf mille thousand
"""

DATES = """
يناير جانفي janvier january
فبراير فيفري février february
مارس march
أبريل إبريل أفريل avril april
ماي مايو mai
يونيو يونيه جوان juin june
يوليوز يوليو يوليه جويلية juillet july
غشت أغسطس أوت août august
شتنبر سبتمبر septembre september
أكتوبر octobre october
نونبر نوفمبر novembre november
دجنبر ديسمبر décembre december
الاثنين الإثنين lundi monday
الثلاثاء التلات mardi tuesday
الأربعاء الأربع mercredi wednesday
الخميس jeudi thursday
الجمعة vendredi friday
السبت samedi saturday
الأحد dimanche sunday
أمس البارح البارحة hier yesterday lbareh lbare7
اليوم aujourd today lyoum lyouma
غدا غدوا demain tomorrow ghda
"""

_SHORTEST_PLACE = 3
_JOINED = frozenset("بلوفك")
_DIGITS = re.compile(r"[0-9]+")


def _entries(table: str) -> Iterable[tuple[str, str]]:
    """Yield every one-word spelling of ``table`` with the first of its line."""
    for line in table.strip().splitlines():
        words = normalise(line).split()
        yield from ((word, words[0]) for word in words if len(word) >= _SHORTEST_PLACE or word == words[0])


_NEGATIONS = frozenset(normalise(NEGATIONS).split()) - {"t", "n"}
_NUMBERS = dict(_entries(NUMBERS))
_NAMES = {
    word: f"{kind}:{first}"
    for kind, table in (("date", DATES), ("place", PLACES))
    for word, first in _entries(table)
}


@lru_cache(maxsize=1 << 15)
def _number(word: str) -> tuple[str, ...]:
    """Return the numbers in one normalised word; in a Latin one only from two digits on.

    A single digit between Latin letters is a letter of Arabizi.
    """
    if word.isdecimal():
        return (word.lstrip("0") or "0",)
    if word in _NUMBERS:
        return (_NUMBERS[word],)
    if word.isalpha():
        return ()
    return tuple(digits for digits in _DIGITS.findall(word) if len(digits) > 1 or not word.isascii())


def numbers_in(words: Iterable[str]) -> list[str]:
    """Return the numbers that normalised ``words`` say, in digits or spelt out, in order."""
    return [number for word in words for number in _number(word)]


@lru_cache(maxsize=1 << 15)
def name_of(word: str) -> str:
    """Return «date:…» or «place:…» for a month, a day, a town, a quarter of the sky; else empty.

    A particle may be joined to an Arabic name (ب ل و ف ك: «in», «to», «and»).
    """
    if known := _NAMES.get(word):
        return known
    joined = word[:1] in _JOINED and len(word) > _SHORTEST_PLACE + 1
    return _NAMES.get(word[1:], "") if joined else ""


def names_in(words: Iterable[str]) -> set[str]:
    """Return the dates and places named in normalised ``words``."""
    return {name for name in map(name_of, words) if name}


@lru_cache(maxsize=1 << 15)
def is_negation(word: str) -> bool:
    """Return whether a normalised word turns a statement round; Darija's ma-…-ch is one word."""
    if word in _NEGATIONS:
        return True
    return _is_circumfix(word)


def _is_circumfix(word: str) -> bool:
    long_enough = len(word) > 4  # noqa: PLR2004
    if word.isascii():
        return long_enough and word.startswith("ma") and word.endswith(("ch", "sh")) and word[2:3] != "r"
    return long_enough and word.startswith("م") and word.endswith("ش") and not name_of(word)


def negations_in(words: Sequence[str]) -> list[str]:
    """Return the negations among normalised ``words``, in order."""
    return [word for word in words if is_negation(word)]
