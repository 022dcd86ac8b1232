"""The chapters (محاور) that a report can have, and their first wording.

``<key>.<lang>.txt`` is a title on the first line, then the text: see `report.phrases`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
NUMBERS = {"vigilance": 5, "openness": 6}
"""Key → its number in the report. The numbers before belong to chapters that other services write."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The first wording of a chapter in one language."""

    title: str
    source: str


@cache
def wording(key: str, lang: str) -> Wording:
    """The template of the chapter ``key`` in ``lang``."""
    title, _newline, source = (FOLDER / f"{key}.{lang}.txt").read_text(encoding="utf-8").partition("\n")
    return Wording(title.strip(), source.strip())
