"""Where the sun stood, and how long and whither it threw shadows.

The low-precision solar position of J. Meeus, *Astronomical Algorithms* (2nd edition, 1998, chapters 12, 22,
25), good to 0.01°, with the refraction of NOAA's solar calculator for a level horizon at sea level.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tabayyun.engine.place.coordinates import Place

LOWEST = 3.0
"""Degrees of elevation below which a shadow says nothing: it is 19 times as long as its object, or hidden."""
STEP = timedelta(minutes=2)
_NOON_2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sun:
    """Where it stands, degrees: ``azimuth`` clockwise from north, ``elevation`` of its middle as seen."""

    at: datetime
    azimuth: float
    elevation: float

    @property
    def throws(self) -> bool:
        """Whether there are shadows that can be measured."""
        return self.elevation >= LOWEST

    @property
    def ratio(self) -> float:
        """How many times as long as the thing that throws it a shadow is, on level ground."""
        return 1 / math.tan(math.radians(self.elevation))

    @property
    def shadow(self) -> float:
        """The direction a shadow points to, degrees clockwise from north."""
        return (self.azimuth + 180) % 360


@dataclass(frozen=True, slots=True)
class Measured:
    """A shadow as it was measured in a picture, and by how much the measure may be wrong."""

    ratio: float | None = None
    """Its length, divided by the height of what throws it."""
    ratio_error: float = 0.0
    direction: float | None = None
    """Where it points to, degrees clockwise from north."""
    direction_error: float = 0.0

    def fits(self, sun: Sun) -> bool:
        """Whether the sun can have thrown it."""
        if not sun.throws:
            return False
        long_enough = self.ratio is None or abs(sun.ratio - self.ratio) <= self.ratio_error
        turned = 0.0 if self.direction is None else (sun.shadow - self.direction + 180) % 360 - 180
        return long_enough and abs(turned) <= self.direction_error


def sun(at: datetime, place: Place) -> Sun:
    """The sun at a moment (with its zone) and place."""
    days = (at - _NOON_2000) / timedelta(days=1)
    century = days / 36525
    right_ascension, declination = _equatorial(century)
    sidereal = 280.46061837 + 360.98564736629 * days + 0.000387933 * century**2
    hour = math.radians((sidereal + place.longitude) % 360) - right_ascension
    latitude = math.radians(place.latitude)
    sine = math.sin(latitude) * math.sin(declination)
    sine += math.cos(latitude) * math.cos(declination) * math.cos(hour)
    elevation = math.degrees(math.asin(max(-1.0, min(1.0, sine))))
    from_south = math.atan2(
        math.sin(hour),
        math.cos(hour) * math.sin(latitude) - math.tan(declination) * math.cos(latitude),
    )
    azimuth = (math.degrees(from_south) + 180) % 360
    return Sun(at, azimuth, elevation + _refraction(elevation))


def path(midnight: datetime, place: Place) -> Iterator[Sun]:
    """The sun every two minutes of the 24 hours from ``midnight`` on."""
    for number in range(int(timedelta(days=1) / STEP)):
        yield sun(midnight + number * STEP, place)


def fitting(midnight: datetime, place: Place, measured: Measured) -> list[tuple[datetime, datetime]]:
    """The times (first, last) within 24 hours from ``midnight`` on at which a shadow can have been thrown.

    To two minutes. Empty when it fits at no time: the place, the day or the measure is another.
    """
    spans: list[tuple[datetime, datetime]] = []
    for seen in path(midnight, place):
        if not measured.fits(seen):
            continue
        if spans and seen.at - spans[-1][1] <= STEP:
            spans[-1] = (spans[-1][0], seen.at)
        else:
            spans.append((seen.at, seen.at))
    return spans


def _equatorial(century: float) -> tuple[float, float]:
    """Apparent right ascension and declination, radians (Meeus, chapter 25)."""
    mean = 280.46646 + 36000.76983 * century + 0.0003032 * century**2
    anomaly = math.radians(357.52911 + 35999.05029 * century - 0.0001537 * century**2)
    centre = (1.914602 - 0.004817 * century - 0.000014 * century**2) * math.sin(anomaly)
    centre += (0.019993 - 0.000101 * century) * math.sin(2 * anomaly) + 0.000289 * math.sin(3 * anomaly)
    node = math.radians(125.04 - 1934.136 * century)
    longitude = math.radians(mean + centre - 0.00569 - 0.00478 * math.sin(node))
    tilt = math.radians(23.4392911 - 0.0130042 * century + 0.00256 * math.cos(node))
    right_ascension = math.atan2(math.cos(tilt) * math.sin(longitude), math.cos(longitude))
    return right_ascension, math.asin(math.sin(tilt) * math.sin(longitude))


def _refraction(elevation: float) -> float:
    """Degrees by which the air lifts what stands at a true elevation (NOAA's solar calculator)."""
    if elevation > 85:  # noqa: PLR2004
        return 0.0
    slope = math.tan(math.radians(elevation))
    if elevation > 5:  # noqa: PLR2004
        seconds = 58.1 / slope - 0.07 / slope**3 + 0.000086 / slope**5
    elif elevation > -0.575:  # noqa: PLR2004
        seconds = 1735 + elevation * (-518.2 + elevation * (103.4 + elevation * (-12.79 + elevation * 0.711)))
    else:
        seconds = -20.774 / slope
    return seconds / 3600
