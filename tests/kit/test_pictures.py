"""Uploaded pictures come out as plain JPEGs: upright, in sRGB, without anything that rode along."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tabayyun.kit import pictures
from tabayyun.kit.errors import Refused


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def picture(
    size: tuple[int, int] = (800, 600), kind: str = "JPEG", mode: str = "RGB", **saved: object
) -> bytes:
    image = Image.new(mode, size, (200, 40, 40) if mode == "RGB" else 128)
    if mode == "RGB":
        image.paste((20, 40, 200), (0, 0, size[0] // 2, size[1] // 2))  # the top left quarter is blue
    out = io.BytesIO()
    image.save(out, kind, **saved)
    return out.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image


def with_place() -> bytes:
    """A photograph that says where it was taken, by whom, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "somebody"
    exif.get_ifd(0x8825)[2] = (34.0, 1.0, 15.0)
    return picture(exif=exif.tobytes(), comment=b"a secret", dpi=(300, 300))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_can_be_read_comes_out_as_a_jpeg(kind):
    found = pictures.taken_in(picture(kind=kind))
    image = opened(found.jpeg)
    assert (image.format, image.size) == ("JPEG", (found.width, found.height)) == ("JPEG", (800, 600))


def test_place_camera_and_comments_are_gone_and_it_stands_upright():
    data = with_place()
    assert b"a secret" in data
    found = pictures.taken_in(data)
    image = opened(found.jpeg)
    assert (found.width, found.height) == (600, 800)
    assert not image.getexif()
    assert {"exif", "comment", "icc_profile", "photoshop"} & set(image.info) == set()
    assert b"secret" not in found.jpeg
    assert b"somebody" not in found.jpeg
    blue = image.getpixel((550, 50))
    assert blue[2] > 150 > blue[0], "what was top left is top right"


def test_large_ones_become_smaller_and_small_ones_are_refused():
    assert max(opened(pictures.taken_in(picture((5_000, 2_500))).jpeg).size) == 2_400
    with pytest.raises(Refused, match="320"):
        pictures.taken_in(picture((200, 100)))


def test_transparent_places_become_white():
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert min(opened(pictures.taken_in(out.getvalue()).jpeg).getpixel((10, 10))) > 250


@pytest.mark.parametrize("mode", ["L", "1", "CMYK", "P", "I;16"])
def test_other_ways_of_keeping_colours(mode):
    image = Image.new(mode, (400, 400))
    out = io.BytesIO()
    image.save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(pictures.taken_in(out.getvalue()).jpeg).mode == "RGB"


def test_a_colour_profile_is_applied_and_left_out_and_a_broken_one_does_no_harm():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "icc_profile" not in opened(pictures.taken_in(picture(icc_profile=lab)).jpeg).info
    assert pictures.taken_in(picture(icc_profile=b"\0" * 200)).width == 800


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kB whose header promises a very large picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(10_000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(20_000, 20_000), (9_000, 8_000), (60_000, 60_000)])
def test_a_decompression_bomb_is_refused_before_it_goes_off(size):
    with pytest.raises(Refused, match="million pixels"):
        pictures.taken_in(bomb(*size))


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a" + bytes(50), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7",
     b"\xff\xd8\xff\xe0", b"II*\0" + bytes(40), b"PK\x03\x04" + bytes(40)],
)  # fmt: skip
def test_what_is_no_picture_of_the_three_kinds_is_refused(data):
    with pytest.raises(Refused, match="no picture"):
        pictures.taken_in(data)


def test_a_cut_off_file_is_damaged():
    data = picture((1_000, 1_000), quality=95)
    with pytest.raises(Refused, match="damaged"):
        pictures.taken_in(data[: len(data) // 2])


def test_a_file_that_is_too_large_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST_FILE", 100)
    with pytest.raises(Refused, match="MB"):
        pictures.taken_in(picture())


def test_resized_is_never_wider_and_keeps_its_shape():
    jpeg = pictures.taken_in(picture((1_600, 800))).jpeg
    assert opened(pictures.resized(jpeg, 480)).size == (480, 240)
    assert opened(pictures.resized(jpeg, 4_000)).size == (1_600, 800)


@settings(max_examples=60, deadline=None, database=None)
@given(st.binary(max_size=400), st.integers(0, 3_000), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_any_bytes_give_a_picture_or_a_refusal(noise, place, kind):
    whole = picture((330, 330), kind)
    try:
        found = pictures.taken_in(whole[:place] + noise + whole[place + len(noise) :])
    except Refused:
        return
    assert opened(found.jpeg).format == "JPEG"
