"""The sun against published positions, and shadows that it can and cannot have thrown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from math import degrees

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.place.coordinates import Place
from tabayyun.engine.place.sun import Measured, _equatorial, fitting, path, sun

CASABLANCA = Place(33.5731, -7.5898)
MIDNIGHT = datetime(2024, 6, 20, tzinfo=timezone(timedelta(hours=1)))


def test_the_worked_example_of_meeus() -> None:
    """Example 25.a, 13 October 1992 at 0 h: right ascension 13 h 13 m 31.4 s, declination −7° 47′ 06″."""
    century = (datetime(1992, 10, 13, tzinfo=UTC) - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(
        days=36525
    )
    right_ascension, declination = map(degrees, _equatorial(century))
    assert right_ascension % 360 == pytest.approx(198.38083, abs=0.0005)
    assert declination == pytest.approx(-7.78507, abs=0.0005)


def test_the_worked_example_of_the_solar_position_algorithm() -> None:
    """NREL/TP-560-34302 (2008), table A5.1: zenith 50.11162° (at 1,830 m of height), azimuth 194.34024°."""
    seen = sun(datetime(2003, 10, 17, 19, 30, 30, tzinfo=UTC), Place(39.742476, -105.1786))
    assert seen.azimuth == pytest.approx(194.34024, abs=0.01)
    assert 90 - seen.elevation == pytest.approx(50.11162, abs=0.02)


@pytest.mark.parametrize(
    ("day", "elevation"),
    [((2024, 6, 20), 90 - 33.5731 + 23.44), ((2024, 12, 21), 90 - 33.5731 - 23.44)],
)
def test_noon_at_the_solstices_is_the_latitude_and_the_tilt(
    day: tuple[int, int, int], elevation: float
) -> None:
    highest = max(path(datetime(*day, tzinfo=UTC), CASABLANCA), key=lambda seen: seen.elevation)
    assert highest.elevation == pytest.approx(elevation, abs=0.03)
    assert highest.azimuth == pytest.approx(180, abs=2)


def test_a_shadow_gives_back_the_time_it_was_thrown_at() -> None:
    at = MIDNIGHT + timedelta(hours=17)
    thrown = sun(at, CASABLANCA)
    measured = Measured(thrown.ratio, 0.05, thrown.shadow, 3.0)
    ((first, last),) = fitting(MIDNIGHT, CASABLANCA, measured)
    assert first <= at <= last
    assert last - first < timedelta(minutes=40)


def test_a_length_alone_fits_before_and_after_noon() -> None:
    at = MIDNIGHT + timedelta(hours=17)
    spans = fitting(MIDNIGHT, CASABLANCA, Measured(sun(at, CASABLANCA).ratio, 0.05))
    assert len(spans) == 2
    assert spans[0][1] < spans[1][0]


def test_a_shadow_to_the_south_fits_at_no_time_of_a_winter_day() -> None:
    winter = datetime(2024, 12, 21, tzinfo=UTC)
    assert fitting(winter, CASABLANCA, Measured(direction=180, direction_error=40)) == []


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.floats(-90, 90),
    st.floats(-180, 180),
)
def test_it_stands_somewhere_always(at: datetime, latitude: float, longitude: float) -> None:
    seen = sun(at, Place(latitude, longitude))
    assert 0 <= seen.azimuth <= 360
    assert -90.1 <= seen.elevation <= 90.1
    assert not seen.throws or seen.ratio < 20
