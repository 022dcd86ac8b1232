"""From the words of a chapter to what is printed: ``{{names}}`` become numbers with their nouns.

A chapter's source is plain text: paragraphs between blank lines, ``## `` before a heading, ``!chart name``
on a line of its own. Inside, ``{{name}}`` is a figure with its noun; ``{{name:style}}`` says it otherwise:

- ``of``: with its noun, after a preposition (Arabic: only the dual shows it)
- ``number``: the number alone
- ``million``: the whole millions, with the noun
- ``ordinal``: «fourth», feminine
- ``change``: compared with the year before, in words
- ``period``: the stretch of time it speaks about
- any other style is a word that the figure itself brings, such as a city

``{{year}}``, ``{{year_before}}`` and ``{{year_after}}`` are the report's. No number is typed by hand:
digits outside ``{{…}}`` are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tabayyun.desk.report.figures import REGISTER, Unit
from tabayyun.desk.report.nouns import ARABIC, FRENCH
from tabayyun.desk.report.stated import Stated
from tabayyun.engine import counting
from tabayyun.kit.errors import Refused

MARK = re.compile(r"\{\{\s*(\w+)(?::(\w+))?\s*\}\}")
CHART = re.compile(r"!chart (\w+)")
DIGIT = re.compile(r"\d")
YEARS = {"year": 0, "year_before": -1, "year_after": 1}
UNKNOWN = {"ar": "عدد غير متوفر", "fr": "donnée non disponible"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; with ``figure`` it is the wording of that figure."""

    text: str
    figure: str = ""
    quiet: bool = False
    """A comparison: it belongs to the figure, and is not one."""


@dataclass(frozen=True, slots=True)
class Block:
    """``kind`` is heading, text or chart; a chart has the name of its figure and no spans."""

    kind: str
    spans: list[Span] = field(default_factory=list)
    figure: str = ""

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Block:
        """What `json` gave."""
        return cls(found["kind"], [Span(**span) for span in found["spans"]], found["figure"])


def figures_in(*sources: str) -> list[str]:
    """The figures that chapters name, each once, in their order. Unknown names are among them."""
    names = (name for source in sources for name in _names(source))
    return list(dict.fromkeys(name for name in names if name not in YEARS))


def refuse_unfit(source: str) -> None:
    """Raise `Refused` for a figure that does not exist, or a number that was typed by hand."""
    for name in figures_in(source):
        if name not in REGISTER:
            raise Refused(_("There is no figure called %(name)s.") % {"name": name})
    typed = next((line for line in source.splitlines() if DIGIT.search(MARK.sub("", line))), None)
    if typed is not None and not CHART.fullmatch(typed.strip()):
        raise Refused(
            _("No number is typed by hand: put the name of a figure instead. See «%(line)s».")
            % {"line": typed.strip()[:120]}
        )


def blocks(source: str, lang: str, year: int, stated: Mapping[str, Stated]) -> list[Block]:
    """The chapter as it is printed in ``lang``."""
    parts = re.split(r"\n\s*\n", source.replace("\r\n", "\n").strip())
    return [_block(part.strip(), lang, year, stated) for part in parts if part.strip()]


def plain(found: list[Block]) -> str:
    """The running text, as it is signed: charts show nothing that the figures do not say."""
    return "\n\n".join(block.plain for block in found if block.kind != "chart")


def said(stated: Stated, style: str, lang: str) -> str:
    """``stated`` in words."""
    if style == "period":
        return stated.period.label
    if style and style not in STYLES:
        return stated.word(style, lang) or UNKNOWN[lang]
    if stated.value is None:
        return UNKNOWN[lang]
    return STYLES[style](stated, lang)


def counted(value: float, unit: Unit, lang: str, *, oblique: bool = False) -> str:
    """``value`` with its noun; hours that are no whole number with their minutes."""
    if unit is Unit.HOURS and not float(value).is_integer():
        return _hours(value, lang, oblique)
    if lang == "ar":
        return counting.arabic(int(value), ARABIC[unit], oblique=oblique)
    return counting.french(int(value), FRENCH[unit])


def compared(stated: Stated, lang: str) -> str:
    """How much more or less than the year before, in words; or that nothing is known about it."""
    earlier, words = stated.period.before.label, COMPARED[lang]
    if stated.before is None or stated.value is None:
        return words["unknown"].format(year=earlier)
    if stated.value == stated.before:
        return words["same"].format(year=earlier)
    return words["more" if stated.value > stated.before else "less"].format(
        year=earlier,
        by=_amount(abs(stated.value - stated.before), stated.unit, lang),
        share=_share(stated, words),
        before=counting.grouped(_rounded(stated.before)),
    )


# In words: a sign beside a number («+12 %») turns round in right-to-left text.
COMPARED = {
    "ar": {
        "more": "(بزيادة {by}{share} مقارنة مع {before} في {year})",
        "less": "(بانخفاض {by}{share} مقارنة مع {before} في {year})",
        "same": "(كما في {year})",
        "unknown": "(لا معطيات عن {year})",
        "share": "، أي {share} في المائة،",
    },
    "fr": {
        "more": "({by} de plus{share} que les {before} de {year})",
        "less": "({by} de moins{share} que les {before} de {year})",
        "same": "(autant qu’en {year})",
        "unknown": "(pas de données pour {year})",
        "share": ", soit {share}\u00a0%,",
    },
}
QUIET = frozenset({"change", "period"})


def _amount(value: float, unit: Unit, lang: str) -> str:
    return (
        counted(_rounded(value), unit, lang, oblique=True) if unit is Unit.HOURS else counting.grouped(value)
    )


def _share(stated: Stated, words: Mapping[str, str]) -> str:
    if not stated.before or stated.value is None:
        return ""
    share = abs(stated.value - stated.before) / stated.before * 100
    return words["share"].format(share=counting.grouped(round(share, 1)))


def _rounded(value: float) -> float:
    return round(value, 1)


def _hours(value: float, lang: str, oblique: bool) -> str:
    hours, minutes = divmod(round(value * 60), 60)
    parts = []
    if hours:
        parts.append(counted(hours, Unit.HOURS, lang, oblique=oblique))
    if minutes and lang == "ar":
        parts.append(counting.arabic(minutes, MINUTE, oblique=oblique))
    elif minutes:
        parts.append(counting.french(minutes, FRENCH_MINUTE))
    return (" و" if lang == "ar" else " et ").join(parts) or counted(0, Unit.HOURS, lang)


MINUTE = counting.ArabicNoun("دقيقة", "دقيقتان", "دقيقتين", "دقائق", "دقيقة", feminine=True)
FRENCH_MINUTE = counting.FrenchNoun("minute", "minutes")


def _value(stated: Stated) -> float:
    assert stated.value is not None  # noqa: S101  (`said` asked)
    return stated.value


def _millions(stated: Stated, lang: str) -> str:
    value = int(_value(stated))
    if value < counting.MILLION:
        return counted(value, stated.unit, lang, oblique=True)
    if lang == "ar":
        return counting.arabic_millions(value, ARABIC[stated.unit], oblique=True)
    return counting.french_millions(value, FRENCH[stated.unit])


def _ordinal(stated: Stated, lang: str) -> str:
    count = int(_value(stated))
    if lang == "ar":
        return counting.arabic_ordinal(count, feminine=True)
    return counting.french_ordinal(count, feminine=True)


STYLES: Mapping[str, Callable[[Stated, str], str]] = {
    "": lambda stated, lang: counted(_value(stated), stated.unit, lang),
    "of": lambda stated, lang: counted(_value(stated), stated.unit, lang, oblique=True),
    "number": lambda stated, lang: counting.grouped(_rounded(_value(stated))),
    "million": _millions,
    "ordinal": _ordinal,
    "change": compared,
}


def _names(source: str) -> Iterator[str]:
    for line in source.splitlines():
        if chart := CHART.fullmatch(line.strip()):
            yield chart[1]
        yield from (found[1] for found in MARK.finditer(line))


def _block(part: str, lang: str, year: int, stated: Mapping[str, Stated]) -> Block:
    if chart := CHART.fullmatch(part):
        return Block("chart", figure=chart[1])
    kind, text = ("heading", part[3:]) if part.startswith("## ") else ("text", part)
    return Block(kind, list(_spans(" ".join(text.split()), lang, year, stated)))


def _spans(text: str, lang: str, year: int, stated: Mapping[str, Stated]) -> Iterator[Span]:
    place = 0
    for found in MARK.finditer(text):
        if found.start() > place:
            yield Span(text[place : found.start()])
        name, style = found[1], found[2] or ""
        if name in YEARS:
            yield Span(str(year + YEARS[name]))
        else:
            yield Span(said(stated[name], style, lang), name, style in QUIET)
        place = found.end()
    if place < len(text):
        yield Span(text[place:])
