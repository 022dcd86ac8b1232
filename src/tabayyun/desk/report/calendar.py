"""Month names as the Moroccan press prints them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

MONTHS: Mapping[str, tuple[str, ...]] = {
    "ar": (
        *("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو"),
        *("يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
}
SHORT_MONTHS: Mapping[str, tuple[str, ...]] = {
    "ar": MONTHS["ar"],
    "fr": (
        "janv.",
        "févr.",
        "mars",
        "avril",
        "mai",
        "juin",
        "juil.",
        "août",
        "sept.",
        "oct.",
        "nov.",
        "déc.",
    ),
}


def month(day: date, lang: str) -> str:
    """«ماي 2023», «mai 2023»."""
    return f"{MONTHS[lang][day.month - 1]} {day.year}"


def listed(names: list[str], lang: str) -> str:
    """«أ وب وج», «A, B et C»."""
    if lang == "ar":
        return " و".join(names)
    return " et ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
