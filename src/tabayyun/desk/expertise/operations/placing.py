"""Keep what was worked out about a time and a place, and the calendar that the desk enters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tabayyun.desk.expertise.models import CalendarEntry, Examination
from tabayyun.desk.expertise.operations.examining import record
from tabayyun.desk.expertise.queries import atlas, days, sky, wording
from tabayyun.desk.signals.models import Content
from tabayyun.engine.place.coordinates import Place
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

VERSION = "1"
SKIES: dict[str, Promise] = {
    "clear": gettext_lazy("clear sky"),
    "clouds": gettext_lazy("some clouds"),
    "overcast": gettext_lazy("overcast"),
    "rain": gettext_lazy("rain"),
    "storm": gettext_lazy("thunderstorm"),
    "snow": gettext_lazy("snow"),
    "fog": gettext_lazy("fog"),
    "dust": gettext_lazy("dust or sand"),
}
COMPARED: dict[str, Promise] = {
    "agrees": gettext_lazy("the content agrees with it"),
    "contradicts": gettext_lazy("the content contradicts it"),
    "open": gettext_lazy("the content allows no comparison"),
}


@dataclass(frozen=True, slots=True)
class Weather:
    """What a weather record says, and how the content compares."""

    place: Place
    day: date
    source: str
    sky: str
    """A key of `SKIES`."""
    compared: str
    """A key of `COMPARED`."""
    temperature: float | None = None
    """Degrees Celsius."""
    wind: float | None = None
    """Kilometres an hour."""
    rain: float | None = None
    """Millimetres of that day."""

    @property
    def sentence(self) -> str:
        """In the reader's language."""
        said = _("Weather at %(place)s on %(day)s according to «%(source)s»: %(facts)s; %(compared)s.")
        return said % {
            "place": wording.place(self.place),
            "day": wording.day(self.day),
            "source": self.source,
            "facts": _(", ").join(self._facts()),
            "compared": COMPARED[self.compared],
        }

    def _facts(self) -> list[str]:
        facts = [str(SKIES[self.sky])]
        if self.temperature is not None:
            facts.append(_("%(n)s °C") % {"n": wording.decimal(self.temperature)})
        if self.wind is not None:
            facts.append(_("wind of %(n)s km/h") % {"n": wording.decimal(self.wind, 0)})
        if self.rain is not None:
            facts.append(_("%(n)s mm of rain") % {"n": wording.decimal(self.rain)})
        return facts


def keep_sun(*, content: Content, asked: sky.Asked, by: User, now: datetime) -> Examination:
    """Keep where the sun stood, and when the measured shadow fits. Raises `Refused` when neither was "
    "asked."""
    found = sky.sky(asked)
    if not found.sentences:
        raise Refused(_("Give a time, or a shadow that was measured."))
    worded = wording.in_languages(lambda: " ".join(found.sentences))
    return _kept(content, "place.sun", worded, sky.limits, sky.as_parameters(found), by=by, now=now)


def keep_day(*, content: Content, on: date, by: User, now: datetime) -> Examination:
    """Keep what kind of day it was."""
    found = days.day(on)
    parameters = {
        "day": on.isoformat(),
        "hijri": [found.hijri.year, found.hijri.month, found.hijri.day],
        "holidays": [one.name for one in found.holidays],
        "entered": [str(one) for one in found.entries],
    }
    worded = wording.in_languages(lambda: found.sentence)
    return _kept(content, "place.calendar", worded, days.limits, parameters, by=by, now=now)


def keep_place(*, content: Content, at: Place, by: User, now: datetime) -> Examination:
    """Keep where a place lies: among towns, and from what the text and its files name."""
    parameters = {
        "place": [at.latitude, at.longitude],
        "nearest": [[one.town.names[2], round(one.kilometres)] for one in atlas.near(at)],
    }
    worded = wording.in_languages(lambda: atlas.sentence(content, at))
    return _kept(content, "place.map", worded, atlas.limits, parameters, by=by, now=now)


def keep_weather(*, content: Content, weather: Weather, link: str, by: User, now: datetime) -> Examination:
    """Keep what a weather record says of the place and day that are claimed."""
    parameters = {
        "place": [weather.place.latitude, weather.place.longitude],
        "day": weather.day.isoformat(),
        **{
            name: getattr(weather, name)
            for name in ("source", "sky", "temperature", "wind", "rain", "compared")
        },
    }
    worded = wording.in_languages(lambda: weather.sentence)
    return _kept(content, "manual.weather", worded, _weather_limits, parameters, by=by, now=now, link=link)


def enter(*, kind: str, name: str, first_day: date, last_day: date, by: User, now: datetime) -> CalendarEntry:
    """Put a school year, a vacation or an announced holiday into the calendar. Raises `Refused`."""
    if kind not in CalendarEntry.Kind.values or not name.strip():
        raise Refused(_("Say what it is."))
    if last_day < first_day:
        raise Refused(_("The last day is before the first."))
    try:
        with transaction.atomic():
            entry = CalendarEntry.objects.create(
                kind=kind, name=name.strip()[:100], first_day=first_day, last_day=last_day, by=by, at=now
            )
            audit.record(verb="expertise.calendar_entered", subject=entry, actor=by, now=now, what=str(entry))
    except IntegrityError:
        raise Refused(_("That is in the calendar already.")) from None
    return entry


@transaction.atomic
def strike(*, entry: CalendarEntry, by: User, now: datetime) -> None:
    """Take an entry out of the calendar."""
    audit.record(verb="expertise.calendar_struck", subject=entry, actor=by, now=now, what=str(entry))
    CalendarEntry.objects.filter(pk=entry.pk).delete()


def _kept(
    content: Content,
    method: str,
    finding: dict[str, str],
    limits: Callable[[], str],
    parameters: dict[str, Any],
    *,
    by: User,
    now: datetime,
    link: str = "",
) -> Examination:
    worded = wording.in_languages(limits)
    return record(
        content=content,
        method=method,
        finding=finding,
        confidence=Examination.Confidence.MEDIUM,
        limits=worded["ar"],
        link=link,
        version=VERSION,
        parameters={**parameters, "limits": worded},
        by=by,
        now=now,
    )


def _weather_limits() -> str:
    return _(
        "A weather station is rarely where the picture was taken, and weather differs within kilometres."
    )
