"""What numbers count: «three hours» are not «three days».

One line a unit, in its words in Arabic, Darija, French and English; after a bar those that say two of it.
One part what can be held against each other: «three hours» do not speak against «three dirhams». Written
normally, compared normalised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .normal import normalise
from .particulars import numbers_in

UNITS = """
ثانية ثواني ثوان seconde secondes second seconds | ثانيتين ثانيتان
دقيقة دقائق دقايق minute minutes d9i9a d9aye9 | دقيقتين دقيقتان
ساعة ساعات سوايع heure heures hour hours sa3a swaye3 | ساعتين ساعتان
يوم أيام يوما نهار jour jours journée day days nhar yam | يومين يومان نهارين youmayn
أسبوع أسابيع سيمانة سيمانات semaine semaines week weeks simana | أسبوعين أسبوعان
شهر أشهر شهور شهرا mois month months chhar chhour | شهرين شهران
سنة سنوات عام أعوام عاما an ans année années year years 3am snin | سنتين سنتان عامين عامان

درهم دراهم درهما dirham dirhams dh mad drahem | درهمين درهمان
أورو يورو euro euros
دولار دولارات dollar dollars
ريال ريالات rial rials riyal ryal | ريالين ريالان
سنتيم سنتيما centime centimes cent cents
مليون ملايين مليونا million millions melyoun | مليونين مليونان
مليار مليارات milliard milliards billion billions melyar

غرام جرام غرامات جرامات غراما gramme grammes gram grams
كيلو كيلوغرام كيلوغرامات كيلوغراما كلغ kilo kilos kg kilogramme kilogrammes | كيلوغرامين كيلوغرامان
طن أطنان tonne tonnes ton tons | طنين طنان

كيلومتر كيلومترات كيلومترا كلم kilomètre kilomètres km kilometres kilometers
متر أمتار مترا mètre mètres metre metres meters

لتر ليتر litre litres liters
"""
_NEAR = 2
"""Words after a number among which its unit is looked for."""


class Unit(NamedTuple):
    """A unit, called by its first word, and the number of the part it stands in."""

    name: str
    part: int


def _table() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Word → unit, and word → unit that it says two of."""
    single: dict[str, Unit] = {}
    double: dict[str, Unit] = {}
    for number, part in enumerate(UNITS.strip().split("\n\n")):
        for line in part.splitlines():
            words, twice = (normalise(side).split() for side in line.partition("|")[::2])
            single |= dict.fromkeys(words, Unit(words[0], number))
            double |= dict.fromkeys(twice, Unit(words[0], number))
    return single, double


_SINGLE, _DOUBLE = _table()
Measures = Mapping[str, frozenset[Unit]]


def measures_in(words: Sequence[str]) -> Measures:
    """Return the numbers in normalised ``words`` that have a unit, with their units."""
    found: dict[str, set[Unit]] = {}
    for number, unit in _measures(words):
        found.setdefault(number, set()).add(unit)
    return {number: frozenset(units) for number, units in found.items()}


def _measures(words: Sequence[str]) -> Iterator[tuple[str, Unit]]:
    for place, word in enumerate(words):
        if word in _DOUBLE:
            yield "2", _DOUBLE[word]
        near = [_SINGLE[each] for each in words[place + 1 : place + 1 + _NEAR] if each in _SINGLE]
        yield from ((number, unit) for number in numbers_in((word,)) for unit in near[:1])


def other_unit(one: Measures, other: Measures) -> tuple[str, str] | None:
    """Return a number in both with the unit it has in each, where they share none; else none."""
    for number in sorted(one.keys() & other.keys()):
        mine, theirs = one[number], other[number]
        if mine.isdisjoint(theirs) and {unit.part for unit in mine} & {unit.part for unit in theirs}:
            return f"{number} {min(mine).name}", f"{number} {min(theirs).name}"
    return None
