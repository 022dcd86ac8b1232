"""Sentences about times and places, in each language of a finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tabayyun.engine.place.coordinates import Place, wind
from tabayyun.plugins.examiners import wording

LANGUAGES = wording.LANGUAGES


def in_languages(sentence: Callable[[], str]) -> dict[str, str]:
    """Language → what ``sentence`` gives in it."""
    worded = {}
    for language in LANGUAGES:
        with override(language):
            worded[language] = sentence()
    return worded


def language() -> str:
    """The reader's language, among those that findings have."""
    current = get_language() or "ar"
    return current if current in LANGUAGES else "ar"


def decimal(value: float, places: int = 1) -> str:
    """With a comma in French."""
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if language() == "fr" else text


def day(on: date) -> str:
    """«3 March 2019», with the months as Morocco writes them."""
    return wording.day(datetime(on.year, on.month, on.day), language())  # noqa: DTZ001  (a day has no zone)


def clock(at: datetime) -> str:
    """Hours and minutes."""
    return f"{at:%H:%M}"


def offset(at: datetime) -> str:
    """«+01:00»: how far the clock is ahead of UTC."""
    minutes = int((at.utcoffset() or timedelta()).total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def place(at: Place) -> str:
    """Latitude and longitude, to about ten metres."""
    return _("%(latitude)s° %(north)s, %(longitude)s° %(east)s") % {
        "latitude": decimal(abs(at.latitude), 4),
        "north": _("N") if at.latitude >= 0 else _("S"),
        "longitude": decimal(abs(at.longitude), 4),
        "east": _("E") if at.longitude >= 0 else _("W"),
    }


def direction(degrees: float) -> str:
    """The nearest of the eight winds."""
    return (
        _("north"), _("north-east"), _("east"), _("south-east"), _("south"), _("south-west"), _("west"),
        _("north-west"),
    )[wind(degrees)]  # fmt: skip
