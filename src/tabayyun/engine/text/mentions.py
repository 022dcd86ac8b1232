"""What a text names, in its own words: dates, places, and the bodies of the state (units).

The tables of `particulars` say which words are dates and places. A name is quoted as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .normal import normalise
from .particulars import name_of

BODIES = """
المديرية العامة للأمن الوطني
المديرية العامة لمراقبة التراب الوطني
الأمن الوطني
مراقبة التراب الوطني
الدرك الملكي
القوات المساعدة
القوات المسلحة الملكية
الوقاية المدنية
الشرطة القضائية
الشرطة العلمية والتقنية
شرطة المرور
الفرقة الوطنية للشرطة القضائية
المكتب المركزي للأبحاث القضائية
النيابة العامة
إدارة الجمارك
الجمارك
السلطات المحلية
بنك المغرب
المكتب الوطني للسكك الحديدية
الشرطة
الأمن
الحكومة
البرلمان
direction générale de la sûreté nationale
sûreté nationale
gendarmerie royale
forces auxiliaires
protection civile
police judiciaire
police scientifique
brigade nationale de la police judiciaire
parquet
douane
douanes
autorités locales
forces armées royales
bank al-maghrib
gouvernement
parlement
police
national security
royal gendarmerie
auxiliary forces
civil protection
public prosecutor
customs
government
parliament
dgsn
dgst
bcij
bnpj
oncf
onee
cnss
"""

HEADS = """
وزارة ولاية عمالة إقليم محكمة مستشفى مطار جامعة أكاديمية
ministère préfecture wilaya tribunal hôpital chu aéroport université académie
ministry court hospital airport university
"""
"""Bodies that take their name from what follows: «ministry of the interior»."""
_LINKS = frozenset(normalise("de du des la le les l d et of the and أمن ابن بن سيدي مولاي").split())
_HEADS = frozenset(normalise(HEADS).split())
_NO_PLACES = frozenset(f"place:{word}" for word in normalise("الشرق الغرب الشمال الجنوب").split())
_NO_DATES = frozenset(f"date:{word}" for word in normalise("أمس اليوم غدا").split())
_WORD = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\w+")
_NUMERIC = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")
_PARTICLES = frozenset("بلوفك")
_DAY, _YEAR = (1, 2), (4,)
"""Digits of them."""
_LONGEST = 7
_MOST = 12


@dataclass(frozen=True, slots=True)
class Mentions:
    """What is named, each once, in the order of the text."""

    dates: tuple[str, ...]
    places: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    begin: int
    end: int
    plain: str


def mentions(text: str) -> Mentions:
    """The dates, places and bodies of the state that ``text`` names; at most a dozen of each."""
    words = [
        _Word(found[0], found.start(), found.end(), normalise(found[0])) for found in _WORD.finditer(text)
    ]
    return Mentions(*(_each_once(found(text, words)) for found in (_dates, _places, _units)))


def _dates(text: str, words: Sequence[_Word]) -> Iterator[str]:
    last = -1
    for number, word in enumerate(words):
        if _NUMERIC.fullmatch(word.written):
            yield word.written
        elif number > last and name_of(word.plain).startswith("date:"):
            if name_of(word.plain) in _NO_DATES:
                continue
            first = number - 1 if number and _is_number(words[number - 1], _DAY) else number
            last = number + 1 if number + 1 < len(words) and _is_number(words[number + 1], _YEAR) else number
            yield text[words[first].begin : words[last].end]


def _is_number(word: _Word, lengths: Collection[int]) -> bool:
    return word.written.isdecimal() and len(word.written) in lengths


def _places(text: str, words: Sequence[_Word]) -> Iterator[str]:
    """Words of one name that follow each other are one place."""
    number = 0
    while number < len(words):
        name = name_of(words[number].plain)
        last = number
        while last + 1 < len(words) and name and name_of(words[last + 1].plain) == name:
            last += 1
        if name.startswith("place:") and name not in _NO_PLACES:
            yield text[words[number].begin + _joined(words[number], name) : words[last].end]
        number = last + 1


def _joined(word: _Word, name: str) -> int:
    """1 when the first letter is a particle that was joined to the name."""
    return int(word.plain[:1] in _PARTICLES and name_of(word.plain[1:]) == name)


def _units(text: str, words: Sequence[_Word]) -> Iterator[str]:
    number = 0
    while number < len(words):
        length = _body(words, number) or _named(text, words, number)
        if length:
            yield text[words[number].begin : words[number + length - 1].end]
        number += length or 1


def _body(words: Sequence[_Word], number: int) -> int:
    """How many words from there on are the longest body of the table; 0 when none is."""
    for length in range(min(_LONGEST, len(words) - number), 0, -1):
        rest = " ".join(word.plain for word in words[number + 1 : number + length])
        for first in _unjoined(words[number].plain):
            if f"{first} {rest}".strip() in _BODIES:
                return length
    return 0


def _named(text: str, words: Sequence[_Word], number: int) -> int:
    """How many words from there on are a body that is named by what follows it; 0 when none is."""
    if not _HEADS & set(_unjoined(words[number].plain)):
        return 0
    for end in range(number + 1, min(len(words), number + _LONGEST)):
        between = text[words[end - 1].end : words[end].begin]
        if between.strip(" ’'"):
            return 0
        if words[end].plain not in _LINKS:
            return end - number + 1 if _is_name(words[end].written) else 0
    return 0


def _is_name(written: str) -> bool:
    """Latin names begin with a capital; Arabic has none."""
    return written[0].isupper() or not (written.isascii() or written[0].islower())


def _unjoined(word: str) -> tuple[str, ...]:
    """An Arabic word with and without particles before it: و ف ب ل ك, and لل for ل + ال."""
    if word[:2] == "لل":
        return word, "ا" + word[1:]
    if word[:1] in "وف" and len(word) > 3:  # noqa: PLR2004
        return word, *_unjoined(word[1:])
    return (word, word[1:]) if word[:1] in "بلك" and len(word) > 3 else (word,)  # noqa: PLR2004


def _each_once(found: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(one.split()) for one in found))[:_MOST]


_BODIES = frozenset(" ".join(normalise(line).split()) for line in BODIES.strip().splitlines())
