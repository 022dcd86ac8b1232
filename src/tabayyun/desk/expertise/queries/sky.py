"""The sun over a place on a day: where it stood, what shadows fit, and how that is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tabayyun.desk.expertise.queries import wording
from tabayyun.engine.place.coordinates import Place
from tabayyun.engine.place.sun import Measured, Sun, fitting, path, sun

RADIUS = 140.0
MIDDLE = 170.0
RISEN = 0.0
LONGEST = 4.0
"""Ratio of a shadow that is drawn to the rim."""
Span = tuple[datetime, datetime]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know of the sun."""

    place: Place
    day: date
    zone: ZoneInfo
    time: time | None = None
    measured: Measured | None = None

    @property
    def midnight(self) -> datetime:
        """When the day begins there."""
        return datetime.combine(self.day, time(), self.zone)


@dataclass(frozen=True, slots=True)
class Sky:
    """What is answered."""

    asked: Asked
    path: Sequence[Sun]
    """While it is above the horizon."""
    seen: Sun | None
    """At the time that was asked for."""
    fits: Sequence[Span] | None
    """When the measured shadow fits; None when none was measured."""

    @property
    def highest(self) -> Sun | None:
        return max(self.path, key=lambda one: one.elevation, default=None)

    @property
    def line(self) -> str:
        """The way of the sun on the drawing, as the points of a polyline."""
        return _points(self.path)

    @property
    def fitting_lines(self) -> list[str]:
        """The parts of that way from which the shadow can have been thrown."""
        spans = self.fits or ()
        parts = [[one for one in self.path if first <= one.at <= last] for first, last in spans]
        return [_points([*part, *part]) for part in parts if part]

    @property
    def hours(self) -> list[tuple[float, float, str]]:
        """(x, y, hour) of every third hour."""
        full = [one for one in self.path if one.at.minute == 0 and one.at.hour % 3 == 0]
        return [(*_spot(one), f"{one.at.hour}") for one in full]

    @property
    def spot(self) -> Point | None:
        """Where the sun stands on the drawing."""
        return _spot(self.seen) if self.seen and self.seen.elevation > RISEN else None

    @property
    def shadow(self) -> Point | None:
        """Where the shadow of a stick in the middle ends."""
        if not self.seen or not self.seen.throws:
            return None
        return _at(self.seen.shadow, RADIUS * min(self.seen.ratio, LONGEST) / LONGEST)

    @property
    def sentences(self) -> list[str]:
        """What was found, in the reader's language."""
        found = [_at_that_time(self.asked, self.seen)] if self.seen else []
        return found + ([_fits(self.asked, self.fits)] if self.fits is not None else [])


def sky(asked: Asked) -> Sky:
    """The sun over the place on that day."""
    moment = datetime.combine(asked.day, asked.time, asked.zone) if asked.time else None
    return Sky(
        asked,
        [one for one in path(asked.midnight, asked.place) if one.elevation > RISEN],
        sun(moment, asked.place) if moment else None,
        fitting(asked.midnight, asked.place, asked.measured) if asked.measured else None,
    )


def as_parameters(found: Sky) -> dict[str, object]:
    """What was asked and worked out, as it is kept beside the finding."""
    asked, seen, measured = found.asked, found.seen, found.asked.measured
    kept: dict[str, object] = {
        "place": [asked.place.latitude, asked.place.longitude],
        "day": asked.day.isoformat(),
        "zone": asked.zone.key,
    }
    if seen:
        kept["sun"] = {
            "at": seen.at.isoformat(),
            "azimuth": round(seen.azimuth, 2),
            "elevation": round(seen.elevation, 2),
        }
    if measured:
        kept["shadow"] = {name: getattr(measured, name) for name in measured.__slots__}
        kept["fits"] = [[first.isoformat(), last.isoformat()] for first, last in found.fits or ()]
    return kept


def limits() -> str:
    """How far it can be relied on."""
    return _(
        "The sun is known to a hundredth of a degree; the error lies in the measure: ground that is not "
        "level, "
        "a thing that leans, the lens and the angle of the camera, a clock or a place that is wrong. "
        "The same shadow falls on two days of the year and at many places."
    )


def _at_that_time(asked: Asked, seen: Sun) -> str:
    words = {
        "place": wording.place(asked.place),
        "day": wording.day(asked.day),
        "time": wording.clock(seen.at),
        "offset": wording.offset(seen.at),
        "elevation": wording.decimal(abs(seen.elevation)),
        "wind": wording.direction(seen.azimuth),
        "azimuth": f"{seen.azimuth:.0f}",
    }
    if seen.elevation <= RISEN:
        return _("At %(place)s on %(day)s at %(time)s (UTC%(offset)s) the sun was below the horizon.") % words
    where = _(
        "At %(place)s on %(day)s at %(time)s (UTC%(offset)s) the sun stood in the %(wind)s (%(azimuth)s°), "
        "%(elevation)s° above the horizon"
    )
    if not seen.throws:
        return where % words + _("; so low that shadows say nothing.")
    thrown = {
        "ratio": wording.decimal(seen.ratio, 2),
        "wind": wording.direction(seen.shadow),
        "shadow": f"{seen.shadow:.0f}",
    }
    return where % words + (
        _(
            "; a shadow was %(ratio)s times as long as what threw it and pointed to the %(wind)s "
            "(%(shadow)s°)."
        )
        % thrown
    )


def _fits(asked: Asked, fits: Sequence[Span]) -> str:
    words = {
        "shadow": _measure(asked.measured or Measured()),
        "place": wording.place(asked.place),
        "day": wording.day(asked.day),
        "times": _("; ").join(
            _("from %(first)s to %(last)s") % {"first": wording.clock(first), "last": wording.clock(last)}
            for first, last in fits
        ),
        "offset": wording.offset(fits[0][0]) if fits else "",
    }
    if not fits:
        return _("A shadow %(shadow)s fits at no time of %(day)s at %(place)s.") % words
    return (
        _("A shadow %(shadow)s fits at %(place)s on %(day)s at these times: %(times)s (UTC%(offset)s).")
        % words
    )


def _measure(measured: Measured) -> str:
    parts = []
    if measured.ratio is not None:
        size = {
            "ratio": wording.decimal(measured.ratio, 2),
            "error": wording.decimal(measured.ratio_error, 2),
        }
        parts.append(_("%(ratio)s ± %(error)s times as long as its object") % size)
    if measured.direction is not None:
        towards = {"to": f"{measured.direction:.0f}", "error": f"{measured.direction_error:.0f}"}
        parts.append(_("pointing to %(to)s° ± %(error)s°") % towards)
    return _(", ").join(parts)


def _points(suns: Sequence[Sun]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in map(_spot, suns))


def _spot(one: Sun) -> Point:
    """North is up and east on the right, in every language: it is a compass. The middle is overhead."""
    return _at(one.azimuth, RADIUS * (90 - one.elevation) / 90)


def _at(azimuth: float, length: float) -> Point:
    turn = math.radians(azimuth)
    return round(MIDDLE + length * math.sin(turn), 1), round(MIDDLE - length * math.cos(turn), 1)
