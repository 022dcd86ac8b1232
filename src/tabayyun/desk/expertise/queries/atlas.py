"""A place on a map that is drawn here, the towns around it, and what the content says of places."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tabayyun.desk.expertise.queries import wording
from tabayyun.desk.expertise.queries.examinations import of
from tabayyun.desk.signals.models import Content
from tabayyun.engine.place.coordinates import Place, bearing, distance

DATA = Path(__file__).resolve().parent.parent / "data"
WIDTH, HEIGHT = 480.0, 400.0
NEAR = 5.0
"""Degrees of latitude that are shown north and south of the place on the near map."""
NEAR_BOX = (14.0, 48.0, -24.0, 42.0)
"""South, north, west, east of what the finer coast covers."""
MOST_TOWNS = 4
THERE = 2.0
"""Kilometres within which a place is in the town: its own coordinates are no better."""
SHORTEST = 3
Line = list[float]


@dataclass(frozen=True, slots=True)
class Town:
    """A place that many know, to about two kilometres."""

    names: tuple[str, str, str]
    """In Arabic, French and English."""
    place: Place

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.names[wording.LANGUAGES.index(wording.language())]


@dataclass(frozen=True, slots=True)
class Near:
    """A town, and where the place lies from it."""

    town: Town
    kilometres: float
    degrees: float

    @property
    def worded(self) -> str:
        if self.kilometres < THERE:
            return _("in %(town)s") % {"town": self.town.name}
        return _("%(km)s km to the %(wind)s of %(town)s") % {
            "km": f"{self.kilometres:.0f}",
            "wind": wording.direction(self.degrees),
            "town": self.town.name,
        }


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: coast lines as paths, towns as (x, y, name), and the place."""

    coast: str
    towns: list[tuple[float, float, str]]
    spot: tuple[float, float]


def near(place: Place) -> list[Near]:
    """The nearest towns, the nearest first."""
    every = [Near(town, distance(town.place, place), bearing(town.place, place)) for town in towns()]
    return sorted(every, key=lambda one: one.kilometres)[:MOST_TOWNS]


def named(text: str, place: Place) -> list[Near]:
    """The towns that ``text`` names, and how far the place is from each."""
    return [
        Near(town, distance(town.place, place), bearing(town.place, place))
        for town in towns()
        if any(_names(name, text) for name in town.names)
    ]


def of_files(content: Content) -> list[tuple[str, Place]]:
    """(name of the file, rounded place) where the metadata of a piece of evidence say a place."""
    found = of(content).filter(method="metadata", evidence__isnull=False).select_related("evidence")
    places = []
    for examination in found:
        at = examination.parameters.get("place")
        if at and examination.evidence:
            places.append((examination.evidence.name, Place(*at)))
    return places


def charts(place: Place) -> list[Chart]:
    """The place among its neighbours, where the coast is known finely, and on the earth."""
    south, north, west, east = NEAR_BOX
    fine = south < place.latitude < north and west < place.longitude < east
    return ([_near_chart(place)] if fine else []) + [_world_chart(place)]


def links(place: Place) -> list[tuple[str, str]]:
    """(service, address) of maps that somebody may open: nothing is sent before."""
    latitude, longitude = f"{place.latitude:.5f}", f"{place.longitude:.5f}"
    pin = urlencode({"mlat": latitude, "mlon": longitude})
    both = f"{latitude},{longitude}"
    return [
        ("OpenStreetMap", f"https://www.openstreetmap.org/?{pin}#map=16/{latitude}/{longitude}"),
        ("Google Maps", "https://www.google.com/maps/search/?" + urlencode({"api": 1, "query": both})),
        (
            "Bing Maps",
            "https://www.bing.com/maps?"
            + urlencode({"cp": f"{latitude}~{longitude}", "lvl": 16, "style": "h"}),
        ),
        (
            "Mapillary",
            "https://www.mapillary.com/app/?" + urlencode({"lat": latitude, "lng": longitude, "z": 16}),
        ),
    ]


@cache
def towns() -> tuple[Town, ...]:
    """Towns of Morocco, and capitals that old footage often comes from."""
    rows = json.loads((DATA / "towns.json").read_text(encoding="utf-8"))
    return tuple(Town((ar, fr, en), Place(north, east)) for ar, fr, en, north, east in rows)


@cache
def _coast() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((DATA / "coast.json").read_text(encoding="utf-8"))
    return read


def _names(name: str, text: str) -> bool:
    """Whether ``text`` has the name as a word; Arabic joins «and», «in», «for» to it."""
    if len(name) < SHORTEST:
        return False
    return bool(re.search(rf"(?<!\w)[وفبلك]{{0,2}}{re.escape(name)}(?!\w)", text, re.IGNORECASE))


def _near_chart(place: Place) -> Chart:
    scale = HEIGHT / (2 * NEAR)
    narrow = math.cos(math.radians(place.latitude))

    def spot(latitude: float, longitude: float) -> tuple[float, float]:
        x = WIDTH / 2 + (longitude - place.longitude) * narrow * scale
        return round(x, 1), round(HEIGHT / 2 - (latitude - place.latitude) * scale, 1)

    marked = [(*spot(town.place.latitude, town.place.longitude), town.name) for town in towns()]
    inside = [one for one in marked if 0 < one[0] < WIDTH and 0 < one[1] < HEIGHT]
    return Chart(_path(_coast()["near"], spot), _apart(inside), spot(place.latitude, place.longitude))


def _world_chart(place: Place) -> Chart:
    def spot(latitude: float, longitude: float) -> tuple[float, float]:
        return round((longitude + 180) * WIDTH / 360, 1), round((90 - latitude) * HEIGHT / 180, 1)

    return Chart(_path(_coast()["world"], spot), [], spot(place.latitude, place.longitude))


def _path(lines: list[Line], spot: Any) -> str:
    """One path of those lines that touch the drawing."""
    drawn = []
    for line in lines:
        points = [spot(line[at + 1], line[at]) for at in range(0, len(line), 2)]
        if any(-WIDTH < x < 2 * WIDTH and -HEIGHT < y < 2 * HEIGHT for x, y in points):
            drawn.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points))
    return "".join(drawn)


def _apart(marked: list[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Those whose names do not run into each other, the first ones first."""
    kept: list[tuple[float, float, str]] = []
    for one in marked:
        if all(abs(one[1] - other[1]) > 16 or abs(one[0] - other[0]) > 95 for other in kept):  # noqa: PLR2004
            kept.append(one)
    return kept


def sentence(content: Content, at: Place) -> str:
    """Where the place lies, and how far from what the text names, in the reader's language."""
    parts = [
        _("The place %(place)s lies %(near)s") % {"place": wording.place(at), "near": near(at)[0].worded}
    ]
    parts += [_named(one) for one in named(content.text, at)]
    parts += [
        _("the metadata of a file say a place that is %(km)s km away") % {"km": f"{distance(place, at):.0f}"}
        for _name, place in of_files(content)
    ]
    return _("; ").join(parts) + "."


def _named(one: Near) -> str:
    words = {"town": one.town.name, "km": f"{one.kilometres:.0f}"}
    if one.kilometres < THERE:
        return _("the text names %(town)s, where it lies") % words
    return _("the text names %(town)s, which is %(km)s km away") % words


def limits() -> str:
    """How far it can be relied on."""
    return _(
        "Distances are along the surface, from the middle of towns. That a text names a town does not say "
        "that "
        "the picture was taken there, and metadata can be changed by anyone."
    )
