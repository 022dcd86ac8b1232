"""Whether a day was a holiday in Morocco: fixed ones, and those that the moon decides.

The Hijri date is the tabular one (30-year cycle, civil epoch; J. Meeus, *Astronomical Algorithms*, ch. 9).
Months in Morocco begin when the crescent is seen, which differs from the table by a day at the most in the
years that the tests hold: those holidays are given with a day on either side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

UNSURE = timedelta(days=1)
FIRST_YEAR = 2000
"""The list below is that of the present reign: the accession and youth days were others before."""
_EPOCH = 227_015
"""Ordinal (`date.toordinal`) of 1 Muharram 1: 16 July 622, Julian."""


@dataclass(frozen=True, slots=True)
class Hijri:
    """A date of the tabular calendar."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off: ``name`` is a slug; ``sure`` is False when the moon may have moved it by a day."""

    name: str
    first: date
    last: date
    sure: bool


# month, day, slug, first year in which it was kept (decrees 2-77-169 and 2-05-916, and the royal decisions of
# 3 May 2023 and 4 November 2025).
FIXED = (
    (1, 1, "new-year", 0),
    (1, 11, "manifesto", 0),
    (1, 14, "amazigh-new-year", 2024),
    (5, 1, "labour", 0),
    (7, 30, "throne", 0),
    (8, 14, "oued-ed-dahab", 0),
    (8, 20, "revolution", 0),
    (8, 21, "youth", 0),
    (10, 31, "unity", 2026),
    (11, 6, "green-march", 0),
    (11, 18, "independence", 0),
)
# Hijri month, day, slug, days off.
LUNAR = ((1, 1, "hijri-new-year", 1), (3, 12, "mawlid", 2), (10, 1, "fitr", 2), (12, 10, "adha", 2))


def hijri(day: date) -> Hijri:
    """The tabular Hijri date of ``day``."""
    year = (30 * (day.toordinal() - _EPOCH) + 10_646) // 10_631
    month = next(number for number in range(12, 0, -1) if gregorian(Hijri(year, number, 1)) <= day)
    return Hijri(year, month, (day - gregorian(Hijri(year, month, 1))).days + 1)


def gregorian(at: Hijri) -> date:
    """The day on which a tabular Hijri date falls."""
    months = (59 * (at.month - 1) + 1) // 2
    return date.fromordinal(_EPOCH + _days_before(at.year) + months + at.day - 1)


def holidays(first: date, last: date) -> list[Holiday]:
    """The Moroccan holidays that touch the days from ``first`` to ``last``, from 2000 on, oldest first."""
    found = [*_fixed(first, last), *_lunar(first, last)]
    touching = (one for one in found if one.first <= last and one.last >= first)
    return sorted(
        (one for one in touching if one.first.year >= FIRST_YEAR), key=lambda one: (one.first, one.name)
    )


def _fixed(first: date, last: date) -> Iterator[Holiday]:
    for year in range(first.year, last.year + 1):
        for month, day, name, since in FIXED:
            if year >= since:
                at = date(year, month, day)
                yield Holiday(name, at, at, sure=True)


def _lunar(first: date, last: date) -> Iterator[Holiday]:
    """With the day on either side that the moon may move them by."""
    for year in range(hijri(first - UNSURE).year, hijri(last + UNSURE).year + 1):
        for month, day, name, length in LUNAR:
            at = gregorian(Hijri(year, month, day))
            yield Holiday(name, at - UNSURE, at + timedelta(days=length - 1) + UNSURE, sure=False)


def _days_before(year: int) -> int:
    """Days from the epoch to the first of ``year``."""
    return (year - 1) * 354 + (3 + 11 * year) // 30
