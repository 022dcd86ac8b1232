"""Traces of saving again and of screenshots: seen where they are, not where they are not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageDraw, PngImagePlugin
from tests.plugins.examiners.hostile import subject
from tools.train_vocabulary import drawn

from tabayyun.plugins.examiners.base import File, Finding
from tabayyun.plugins.examiners.traces import saving, screens
from tabayyun.plugins.examiners.traces.look import look
from tabayyun.plugins.examiners.traces.plugin import Traces

PICTURE = Image.fromarray(drawn(np.random.default_rng(12)))


def saved(picture: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def again(picture: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(saved(picture, quality=quality))).convert("RGB")


def seen(folder: Path, data: bytes) -> dict[str, Any]:
    (folder / "file").write_bytes(data)
    return look(folder / "file")


def examined(folder: Path, data: bytes) -> Finding:
    (folder / "file").write_bytes(data)
    found = Traces().examine(subject(File(folder / "file", "image/jpeg", "")))
    assert found is not None
    return found


@pytest.mark.parametrize("quality", [30, 50, 75, 92, 100])
def test_the_tables_are_those_of_the_library(quality: int) -> None:
    tables = Image.open(io.BytesIO(saved(PICTURE, quality=quality))).quantization
    steps = saving.steps(tables)
    assert steps is not None
    assert saving.quality(steps) == (quality, True)


def test_tables_of_another_kind_give_the_nearest_quality() -> None:
    quality, common = saving.quality(saving.table(80) + np.eye(8, dtype=np.int64))
    assert (abs(quality - 80) <= 1, common) == (True, False)


@given(st.dictionaries(st.integers(0, 3), st.lists(st.integers(1, 255), max_size=70)))
def test_whatever_tables_there_are_give_steps_or_none(tables: dict[int, list[int]]) -> None:
    steps = saving.steps(tables)
    assert steps is None or 1 <= saving.quality(steps)[0] <= 100


def test_saved_once_shows_no_earlier_saving(tmp_path: Path) -> None:
    for quality in (60, 75, 85, 95):
        found = seen(tmp_path, saved(PICTURE, quality=quality))
        assert (found["quality"], found["earlier"], found["grid"]) == (quality, None, None)


@pytest.mark.parametrize(("first", "last"), [(60, 75), (75, 85), (75, 95)])
def test_saved_twice_tells_the_quality_before(tmp_path: Path, first: int, last: int) -> None:
    found = examined(tmp_path, saved(again(PICTURE, first), quality=last))
    assert found.parameters["earlier"] == pytest.approx(first, abs=1)
    assert found.confidence == "low"
    assert "no proof" in found.finding["en"]


def test_a_png_that_was_a_jpeg(tmp_path: Path) -> None:
    assert seen(tmp_path, saved(PICTURE, "PNG"))["grid"] is None
    found = examined(tmp_path, saved(again(PICTURE, 75), "PNG"))
    assert found.parameters["grid"] == [0, 0]
    assert "JPEG before it was saved as PNG" in found.finding["en"]


def test_a_jpeg_that_was_cut_since(tmp_path: Path) -> None:
    whole = again(PICTURE, 60)
    found = seen(tmp_path, saved(whole.crop((3, 5, whole.width, whole.height)), quality=92))
    assert found["grid"] == [5, 3]


def phone(width: int = 1080, height: int = 2400) -> Image.Image:
    """A screen with clock and battery on top, and a picture below."""
    screen = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(screen)
    pen.text((40, 12), "12:47", fill="black", font_size=int(height * 0.012))
    pen.rectangle((width - 120, 14, width - 60, 34), fill="black")
    screen.paste(PICTURE.resize((width, width)), (0, height // 4))
    return screen


def test_a_screenshot_is_seen_by_its_size_and_bar(tmp_path: Path) -> None:
    found = examined(tmp_path, saved(phone(), "PNG"))
    assert found.parameters["screen"] == ["phone", "bar"]
    assert "screenshot" in found.finding["en"]
    assert seen(tmp_path, saved(phone(900, 1600)))["screen"] == ["size", "bar"]


def test_a_photograph_of_the_same_size_is_none(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Aparat"
    assert not seen(tmp_path, saved(phone(), exif=exif))["screenshot"]
    wide = PICTURE.convert("RGB").resize((1920, 1080))
    found = seen(tmp_path, saved(wide))
    assert (found["screen"], found["screenshot"]) == (["size"], False)


def test_a_file_that_calls_itself_a_screenshot(tmp_path: Path) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "Screenshot")
    assert seen(tmp_path, saved(PICTURE, "PNG", pnginfo=texts))["screen"] == ["declared"]


def test_bands_along_the_edges(tmp_path: Path) -> None:
    framed = Image.new("L", (PICTURE.width, PICTURE.height + 128))
    framed.paste(PICTURE, (0, 64))
    found = examined(tmp_path, saved(framed, "PNG"))
    assert found.parameters["bands"] == {"top": 0.1, "bottom": 0.1}
    assert "top 10%" in found.finding["en"]
    assert screens.bands(np.zeros((80, 80), np.uint8)) == {}


def test_the_maps_are_pictures_that_say_how_little_they_prove(tmp_path: Path) -> None:
    found = examined(tmp_path, saved(PICTURE))
    assert [one.name for one in found.illustrations] == ["error-level", "noise"]
    for one in found.illustrations:
        assert Image.open(io.BytesIO(one.data)).size == PICTURE.size
        assert "proves no" in one.caption["en"]


def test_what_is_too_small_or_no_picture_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(saved(PICTURE.resize((40, 40))))
    assert Traces().examine(subject(File(tmp_path / "file", "", ""))) is None
    (tmp_path / "file").write_bytes(b"%PDF-1.7")
    assert Traces().examine(subject(File(tmp_path / "file", "", ""))) is None
