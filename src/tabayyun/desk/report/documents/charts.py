"""Charts as SVG, drawn from a template: for the page, the PDF and the press kit alike.

Colours are attributes, so that a page may override them by its style sheet, dark or light.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string

from tabayyun.desk.report.calendar import MONTHS, SHORT_MONTHS
from tabayyun.desk.report.documents.words import WORDS
from tabayyun.desk.report.figures import Unit
from tabayyun.desk.report.stated import Stated
from tabayyun.engine import counting

WIDTH, HEIGHT, TOP, BOTTOM = 420, 150, 26, 22
MANY = 10_000
"""From so many on the bars are labelled in thousands."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: its place, its height, and what stands above and below it."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    label: str
    value: str
    month: str


def chart(stated: Stated, lang: str) -> str:
    """Month by month, from right to left in Arabic. Empty when there is nothing to draw."""
    months = stated.months if stated.lines else []
    if not any(amount for _month, amount in months):
        return ""
    most = max(amount for _month, amount in months)
    pitch = WIDTH / len(months)
    bars = [
        _bar(place, month.month, amount, most, lang, pitch=pitch)
        for place, (month, amount) in enumerate(months)
    ]
    context = {
        "bars": bars,
        "width": WIDTH,
        "height": HEIGHT,
        "base": HEIGHT - BOTTOM,
        "title": title(stated, lang),
        "says": says(stated, lang),
        "hint": hint(stated, lang),
        "rtl": lang == "ar",
    }
    return render_to_string("report/chart.svg", context).strip()


def title(stated: Stated, lang: str) -> str:
    """What the chart is called."""
    return WORDS[lang]["chart"].format(name=stated.word("name", lang))


def says(stated: Stated, lang: str) -> str:
    """The chart in words, for those who do not see it."""
    named = ((MONTHS[lang][month.month - 1], amount) for month, amount in stated.months)
    return "؛ ".join(f"{name} {counting.grouped(round(n, 1))}" for name, n in named)


def hint(stated: Stated, lang: str) -> str:
    """The unit of the labels where it is not plain."""
    if stated.unit is Unit.HOURS:
        return WORDS[lang]["hours"]
    most = max((amount for _month, amount in stated.months), default=0)
    return WORDS[lang]["thousands"] if most >= MANY else ""


def _bar(place: int, month: int, amount: float, most: float, lang: str, *, pitch: float) -> Bar:
    left = WIDTH - (place + 1) * pitch if lang == "ar" else place * pitch
    height = amount / most * (HEIGHT - TOP - BOTTOM)
    shown = amount / 1000 if most >= MANY else amount
    top = HEIGHT - BOTTOM - height
    # As strings: a template would print numbers the way the reader's language does.
    return Bar(
        x=f"{left + pitch * 0.16:.1f}",
        y=f"{top:.1f}",
        width=f"{pitch * 0.68:.1f}",
        height=f"{height:.1f}",
        middle=f"{left + pitch / 2:.1f}",
        label=f"{top - 4:.1f}",
        value=counting.grouped(round(shown, 1)) if amount else "",
        month=SHORT_MONTHS[lang][month - 1],
    )
