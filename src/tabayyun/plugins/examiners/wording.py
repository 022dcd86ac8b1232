"""Words that findings share. Months as Morocco writes them; Arabic nouns follow their number."""

from __future__ import annotations

from datetime import datetime

LANGUAGES = ("ar", "fr", "en")
MONTHS = {
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
FEW = range(3, 11)


def day(at: datetime, language: str) -> str:
    """The day of ``at`` in ``language``."""
    number = "1er" if language == "fr" and at.day == 1 else str(at.day)
    return f"{number} {MONTHS[language].split()[at.month - 1]} {at.year}"


def counted_ar(count: int, one: str, two: str, few: str, many: str) -> str:
    """A counted noun in the genitive or accusative: 3–10 take the plural, 100, 200 … the bare singular."""
    if count in (1, 2):
        return one if count == 1 else two
    tail = count % 100
    if tail in FEW:
        return f"{count} {few}"
    return f"{count} {many.removesuffix('ا') if tail in (0, 1, 2) else many}"


def plain(text: object, most: int = 60) -> str:
    """Text out of a file, fit to be quoted: one line, printable, without bidi controls or quotation marks."""
    shown = "".join(c if c.isprintable() else " " for c in str(text) if c not in "\u200e\u200f\u061c«»")
    shown = " ".join(shown.split())
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def clock(seconds: float) -> str:
    """A time in a clip: «1:07», or «1:02:07» from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
