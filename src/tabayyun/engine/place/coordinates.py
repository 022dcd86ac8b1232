"""Places on the earth: read as people write them, and compared."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

RADIUS = 6371.0088
"""Kilometres: the mean radius of the earth (IUGG)."""
COMPASS = 8
_DIGITS = {ord(arabic): str(number % 10) for number, arabic in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_PLAIN = _DIGITS | {
    ord("٫"): ".", ord("،"): ",", ord("−"): "-", ord("–"): "-", ord("º"): "°", ord("˚"): "°", ord("’"): "'",
    ord("‘"): "'", ord("′"): "'", ord("´"): "'", ord("”"): '"', ord("“"): '"', ord("″"): '"', ord("؛"): ",",
    **dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
    **dict.fromkeys((0xA0, 0x202F, 0x2009), " "),
}  # fmt: skip
_WORDS = (
    (r"شمالا?|nord|north", "N"), (r"جنوبا?|sud|south", "S"), (r"شرقا?|\best\b|east", "E"),
    (r"غربا?|ouest|west", "W"),
)  # fmt: skip
_NUMBER = r"(\d{1,3}(?:\.\d{1,12})?)"
_SIZE = rf"([+-]?)\s*{_NUMBER}\s*°?\s*(?:{_NUMBER}\s*'\s*(?:{_NUMBER}\s*(?:\"|'')\s*)?)?"
_BETWEEN = r"\s*[,;/\s]\s*"
_AFTER = re.compile(rf"^{_SIZE}([NSEWO]?){_BETWEEN}{_SIZE}([NSEWO]?)$", re.IGNORECASE)
_BEFORE = re.compile(rf"^([NSEWO])\s*{_SIZE}{_BETWEEN}([NSEWO])\s*{_SIZE}$", re.IGNORECASE)
_SIGNED = r"(-?\d{1,3}(?:\.\d{1,20})?)"
_LINKS = (
    rf"!3d{_SIGNED}!4d{_SIGNED}",  # the pin of a map link, before the middle of what it shows
    rf"[?&#](?:q|ll|query|center|destination|daddr|sll)=(?:loc:)?{_SIGNED}(?:,|\+|\s)+{_SIGNED}",
    rf"mlat={_SIGNED}&mlon={_SIGNED}",
    rf"@{_SIGNED},{_SIGNED}",
    rf"#(?:map=)?\d{{1,2}}(?:\.\d+)?/{_SIGNED}/{_SIGNED}",
    rf"^geo:{_SIGNED},{_SIGNED}",
)
MOST = 2_000
"""Characters that are read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees: north and east are positive."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (abs(self.latitude) <= 90 and abs(self.longitude) <= 180):  # noqa: PLR2004
            raise ValueError("no such place on the earth")


def read(written: str) -> Place:
    """The place that is written as decimals, degrees-minutes-seconds, Arabic digits, or in the link of a map.

    Latitude first, unless the letters say otherwise. Raises ValueError when it is none of these.
    """
    given = written[:MOST].strip()
    if re.match(r"^(https?://|geo:)", given, re.IGNORECASE):
        return _in_link(unquote(given))
    return _in_words(given)


def _in_link(link: str) -> Place:
    for pattern in _LINKS:
        if found := re.search(pattern, link):
            return Place(float(found[1]), float(found[2]))
    raise ValueError("the link names no place")


def _in_words(given: str) -> Place:
    plain = given.translate(_PLAIN)
    for words, letter in _WORDS:
        plain = re.sub(words, letter, plain, flags=re.IGNORECASE)
    one, other = _two_angles(_with_decimal_points(plain).strip())
    if one[1] and one[1] in "EW":
        one, other = other, one
    if (one[1] and one[1] not in "NS") or (other[1] and other[1] not in "EW"):
        raise ValueError("not a latitude and a longitude")
    return Place(one[0], other[0])


def _two_angles(plain: str) -> tuple[tuple[float, str], tuple[float, str]]:
    if found := _AFTER.match(plain):
        return _angle(found.groups()[:4], found[5]), _angle(found.groups()[5:9], found[10])
    if found := _BEFORE.match(plain):
        return _angle(found.groups()[1:5], found[1]), _angle(found.groups()[6:10], found[6])
    raise ValueError("not a place")


def _with_decimal_points(plain: str) -> str:
    """Decimal commas as points, where two numbers are still told apart."""
    if plain.count(",") in (2, 3) and "." not in plain:
        return re.sub(r"(\d),(\d)", r"\1.\2", plain)
    return plain


def _angle(parts: Sequence[str | None], letter: str) -> tuple[float, str]:
    """(degrees, letter of the side or nothing) of sign, degrees, minutes and seconds."""
    sign, degrees, *smaller = parts
    side = letter.upper().replace("O", "W")
    small = [float(part or 0) for part in smaller]
    if max(small) >= 60 or (side and sign == "-"):  # noqa: PLR2004
        raise ValueError("not an angle")
    size = float(degrees or 0) + small[0] / 60 + small[1] / 3600
    return (-size if sign == "-" or (side and side in "SW") else size), side


def distance(one: Place, other: Place) -> float:
    """Kilometres along the surface (haversine; within 0.6 % of the ellipsoid)."""
    north = math.radians(other.latitude - one.latitude)
    east = math.radians(other.longitude - one.longitude)
    across = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    chord = math.sin(north / 2) ** 2 + across * math.sin(east / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(chord)))


def bearing(one: Place, other: Place) -> float:
    """The direction in which ``other`` lies from ``one``: degrees clockwise from north."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    x = math.sin(east) * math.cos(second)
    y = math.cos(first) * math.sin(second) - math.sin(first) * math.cos(second) * math.cos(east)
    return math.degrees(math.atan2(x, y)) % 360


def wind(degrees: float) -> int:
    """The nearest of the eight winds, 0 for north, clockwise."""
    return round(degrees / (360 / COMPASS)) % COMPASS
