"""Parsers of one cell: what people write into a column, into a value. Each raises `Unfit`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Choices
from django.utils.translation import gettext_noop, override

from tabayyun.engine.text import normalise
from tabayyun.kit.sheets.faults import Unfit
from tabayyun.kit.sheets.reading import Cell, Unreadable
from tabayyun.kit.templatetags.tabayyun import plain

Parser = Callable[[Cell], Any]
LANGUAGES = ("ar", "fr", "en")
SHOWN = 60
SHORT = 4
FORMULA = gettext_noop("This cell holds a formula, not its value.")
TOO_LONG = gettext_noop("%(length)s characters, of at most %(most)s.")
NO_NUMBER = gettext_noop("«%(cell)s» is not a whole number.")
TOO_SMALL = gettext_noop("%(number)s is less than %(least)s.")
TOO_LARGE = gettext_noop("%(number)s is more than %(most)s.")
NO_DATE = gettext_noop("«%(cell)s» is not a date. Write day/month/year, such as 25/03/2022.")
FAR_DATE = gettext_noop("%(date)s is too far from today.")
UNKNOWN = gettext_noop("«%(cell)s» is not one of the values of this column.")
MEANT = gettext_noop("«%(cell)s» is not one of the values of this column. Did you mean «%(meant)s»?")
NO_LINK = gettext_noop("«%(cell)s» is not a web address.")

_GROUPED = re.compile(r"[0-9]{1,3}(?:[ .,'’][0-9]{3})+")
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,]0+)?")
_SPACES = re.compile(r"\s+")
_YEAR_FIRST = re.compile(r"([0-9]{4})\W([0-9]{1,2})\W([0-9]{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\W([0-9]{1,2})\W([0-9]{4}|[0-9]{2})(?: [0-9:]+)?")
_WORDED = re.compile(r"(?:[^\W\d]+ )?([0-9]{1,2})(?:er)? ([^\W\d]+) ([0-9]{4})")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 70_000)
EARLIEST, LATEST = 1990, 2100

MONTHS = [
    "يناير جانفي كانون january janvier jan janv",
    "فبراير فيفري شباط february fevrier feb fevr fev",
    "مارس اذار march mars mar",
    "ابريل افريل نيسان april avril apr avr",
    "ماي مايو ايار may mai",
    "يونيو جوان حزيران june juin jun",
    "يوليوز يوليو جويليه تموز july juillet jul juil",
    "غشت اغسطس اوت اب august aout aug",
    "شتنبر سبتمبر ايلول september septembre sept sep",
    "اكتوبر تشرين october octobre oct",
    "نونبر نوفمبر november novembre nov",
    "دجنبر ديسمبر december decembre dec",
]
_MONTH = {normalise(word): n for n, words in enumerate(MONTHS, 1) for word in words.split()}


def text_of(cell: Cell) -> str:
    """What a reader sees in the cell, on one line: NFC, without control and bidi characters.

    The sign that `writing` puts before a formula look-alike is taken off again. Raises Unfit for a
    cell without a value of its own.
    """
    if isinstance(cell, Unreadable):
        raise Unfit(cell.say)
    if cell is None:
        return ""
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        cell = cell.date()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    shown = _SPACES.sub(" ", plain(unicodedata.normalize("NFC", str(cell)))).strip()
    return shown[1:] if shown[:1] == "'" and shown[1:2] in ("=", "+", "-", "@") else shown


def shortened(text: str) -> str:
    """As much of ``text`` as a reason quotes."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def western(text: str) -> str:
    """``text`` with the digits 0–9 in place of those of other scripts."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and c not in "²³¹" else c for c in text)


def alike(text: str) -> str:
    """One spelling for words that people write in several: also with or without the Arabic article."""
    words = normalise(text).split()
    return " ".join(word.removeprefix("ال") if len(word) > SHORT else word for word in words)


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line, at most ``most`` characters."""

    most: int = 200

    def __call__(self, cell: Cell) -> str:
        text = text_of(cell)
        if text.startswith("="):
            raise Unfit(FORMULA)
        if len(text) > self.most:
            raise Unfit(TOO_LONG, length=len(text), most=self.most)
        return text


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number: 1284, «1 284», «1.284», «١٬٢٨٤»; never half of one."""

    least: int = 0
    most: int = 2_000_000_000

    def __call__(self, cell: Cell) -> int | None:
        text = text_of(cell)
        if not text:
            return None
        number = self._number(text)
        if number < self.least:
            raise Unfit(TOO_SMALL, number=number, least=self.least)
        if number > self.most:
            raise Unfit(TOO_LARGE, number=number, most=self.most)
        return number

    @staticmethod
    def _number(text: str) -> int:
        digits = western(text).replace("٬", ",").replace("٫", ".").replace("−", "-")
        if _GROUPED.fullmatch(digits):
            return int(re.sub(r"\D", "", digits))
        if _PLAIN_NUMBER.fullmatch(digits):
            return int(re.split(r"[.,]", digits)[0])
        raise Unfit(NO_NUMBER, cell=shortened(text))


@dataclass(frozen=True, slots=True)
class Day:
    """A date: a date cell, 25/03/2022, 2022-03-25, «25 مارس 2022», «25 mars 2022», Excel's day number.

    The day comes before the month, as it is written here; a date that would only make sense the other
    way round is a fault, never turned silently.
    """

    def __call__(self, cell: Cell) -> date | None:
        if isinstance(cell, datetime):
            return self._near(cell.date())
        if isinstance(cell, date):
            return self._near(cell)
        if isinstance(cell, int | float) and _SERIALS.start <= cell < _SERIALS.stop:
            return self._near(_EPOCH + timedelta(days=int(cell)))
        text = text_of(cell)
        return self._near(self._read(text)) if text else None

    @staticmethod
    def _read(text: str) -> date:
        digits = western(text)
        try:
            if found := _YEAR_FIRST.fullmatch(digits):
                return date(int(found[1]), int(found[2]), int(found[3]))
            if found := _DAY_FIRST.fullmatch(digits):
                year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)  # noqa: PLR2004
                return date(year, int(found[2]), int(found[1]))
            if found := _WORDED.fullmatch(normalise(digits)):
                return date(int(found[3]), _MONTH[found[2]], int(found[1]))
        except (ValueError, KeyError):
            pass
        raise Unfit(NO_DATE, cell=shortened(text))

    @staticmethod
    def _near(day: date) -> date:
        if not EARLIEST <= day.year <= LATEST:
            raise Unfit(FAR_DATE, date=day.isoformat())
        return day


@dataclass
class Choice:
    """One of a few values, in any of their spellings: letters that people use for one another, case,
    accents and punctuation do not matter. ``spellings``: value → the ways it is written.
    """

    spellings: Mapping[Any, Iterable[str]] | Callable[[], Mapping[Any, Iterable[str]]]
    choices: type[Choices] | None = None

    @classmethod
    def among(cls, choices: type[Choices], **synonyms: str) -> Choice:
        """The members of a Django choices class: by value, by label in every language, and by synonyms.

        ``synonyms``: member name → further spellings, separated by «|».
        """

        def spellings() -> dict[Any, list[str]]:
            found = {}
            for member in choices:
                further = synonyms.get(member.name, "").split("|")
                ways = [str(member.value), *in_every_language(member.label), *further]
                found[member.value] = [way for way in ways if way]
            return found

        return cls(spellings, choices)

    @cached_property
    def _known(self) -> dict[str, tuple[Any, str]]:
        """Folded spelling → (value, spelling). Made at first use, when translations can be read."""
        spellings = self.spellings() if callable(self.spellings) else self.spellings
        known: dict[str, tuple[Any, str]] = {}
        for value, ways in spellings.items():
            for way in ways:
                known.setdefault(alike(way), (value, way))
        return known

    def __call__(self, cell: Cell) -> Any:
        text = text_of(cell)
        if not text:
            return None
        folded = alike(text)
        if folded in self._known:
            return self._known[folded][0]
        if near := get_close_matches(folded, self._known, n=1, cutoff=0.75):
            raise Unfit(MEANT, cell=shortened(text), meant=self._known[near[0]][1])
        raise Unfit(UNKNOWN, cell=shortened(text))


@dataclass(frozen=True, slots=True)
class Link:
    """A web address of at most ``most`` characters."""

    most: int = 500

    def __call__(self, cell: Cell) -> str:
        text = Text(self.most)(cell)
        try:
            parts = urlsplit(text)
        except ValueError:
            raise Unfit(NO_LINK, cell=shortened(text)) from None
        if text and (parts.scheme not in ("http", "https") or not parts.hostname or " " in text):
            raise Unfit(NO_LINK, cell=shortened(text))
        return text


def in_every_language(label: object) -> list[str]:
    """A translated label as each language of the desk says it."""
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(str(label))
    return said
