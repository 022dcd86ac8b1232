"""Places as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.place.coordinates import Place, bearing, distance, read, wind

RABAT, PARIS = Place(34.0209, -6.8416), Place(48.8566, 2.3522)


@pytest.mark.parametrize(
    ("written", "latitude", "longitude"),
    [
        ("33.5731, -7.5898", 33.5731, -7.5898),
        ("33,5731 -7,5898", 33.5731, -7.5898),
        ("33,5731, -7,5898", 33.5731, -7.5898),
        ("+33.5/−7.5", 33.5, -7.5),
        ("33°34'23\"N 7°35'23\"W", 33.57306, -7.58972),
        ("33° 34’ N, 7° 35′ O", 33.56667, -7.58333),
        ("N 33.57 W 7.58", 33.57, -7.58),
        ("7.58W 33.57N", 33.57, -7.58),
        ("\u200f٣٣٫٥٧٣١، -٧٫٥٨٩٨", 33.5731, -7.5898),
        ("33.57 شمالا، 7.58 غربا", 33.57, -7.58),
        ("33.57 nord, 7.58 ouest", 33.57, -7.58),
        ("33.9 S 18.4 E", -33.9, 18.4),
        ("geo:33.57,-7.58?z=3", 33.57, -7.58),
        ("https://maps.google.com/?q=33.57,-7.58", 33.57, -7.58),
        ("https://www.google.com/maps?q=33.57%2C-7.58", 33.57, -7.58),
        ("https://www.google.com/maps/@33.5,-7.6,17z", 33.5, -7.6),
        (
            "https://www.google.com/maps/place/X/@33.5,-7.6,17z/data=!3m1!8m2!3d33.5731!4d-7.5898",
            33.5731,
            -7.5898,
        ),
        ("https://www.openstreetmap.org/#map=12/33.5/-7.5", 33.5, -7.5),
        ("https://www.openstreetmap.org/?mlat=33.4&mlon=-7.4#map=12/33.5/-7.5", 33.4, -7.4),
    ],
)
def test_a_place_is_read(written: str, latitude: float, longitude: float) -> None:
    found = read(written)
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=1e-4)


@pytest.mark.parametrize(
    "written",
    ["", "33.5", "hello", "95, 3", "33, 181", "48 N 51 N", "33°70'N 7°W", "-33 S, 7 E", "nan, nan", "1e3, 2",
     "https://example.org/", "https://maps.app.goo.gl/abc", "33.5, -7.5 <b>", "9" * 10_000],
)  # fmt: skip
def test_what_is_no_place_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"no|link"):
        read(written)


@given(st.text(max_size=60) | st.from_regex(r"[NSEW]? ?-?\d+[.,]\d+°? ?[NSEW]?[, ]+-?\d+[.,]\d+ ?[NSEW]?"))
def test_whatever_is_written_is_a_place_or_none(written: str) -> None:
    try:
        found = read(written)
    except ValueError:
        return
    assert abs(found.latitude) <= 90
    assert abs(found.longitude) <= 180


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_is_printed_is_read_again(latitude: float, longitude: float) -> None:
    found = read(f"{latitude:.5f}, {longitude:.5f}")
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=1e-5)


def test_distance_and_direction() -> None:
    assert distance(RABAT, PARIS) == pytest.approx(1806, rel=0.01)
    assert distance(RABAT, RABAT) == 0
    assert bearing(Place(0, 0), Place(0, 10)) == pytest.approx(90)
    assert [wind(degrees) for degrees in (0, 45, 180, 270, 355)] == [0, 1, 4, 6, 0]
