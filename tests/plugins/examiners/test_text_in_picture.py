"""The words in a picture: where they stand, how they are read, in which order they are quoted."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import numpy as np
import pytest
from bench.fixtures.captions import TEXTS, captioned
from bench.reading import clouds, error
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.plugins.examiners.clips import film
from tests.plugins.examiners.hostile import subject

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import File, UnexaminableError
from tabayyun.plugins.examiners.text_in_picture import latin
from tabayyun.plugins.examiners.text_in_picture.boxes import Box, cut_out, joined, upright
from tabayyun.plugins.examiners.text_in_picture.look import _in_order, _is_read
from tabayyun.plugins.examiners.text_in_picture.plugin import Options, TextInPicture
from tabayyun.plugins.examiners.text_in_picture.words import MOST, sentences

STRIP = captioned("banner", "ar", 2, clouds(5))[0][-110:]
"""A banner without most of the picture above it."""
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")


def saved(folder: Path, picture: np.ndarray) -> File:
    path = folder / "picture.png"
    Image.fromarray(picture[:, :, ::-1]).save(path)
    return File(path, "image/png", "")


@needs_tesseract
@pytest.mark.parametrize(
    ("kind", "lang", "most"),
    [
        ("banner turned", "ar", 0.05),
        ("bare over a picture", "ar", 0.25),
        ("outlined over a picture", "fr", 0.05),
    ],
)
def test_what_is_written_is_read(tmp_path: Path, kind: str, lang: str, most: float) -> None:
    picture, words = captioned(kind, lang, 1, clouds(5))
    found = TextInPicture().examine(subject(saved(tmp_path, picture)))
    assert found is not None
    assert error(words, found.parameters["text"]) <= most
    assert found.parameters["text"].count("\n") == words.count("\n")
    (shown,) = found.illustrations
    assert Image.open(io.BytesIO(shown.data)).size == (960, 640)
    for line in found.parameters["lines"]:
        assert np.ptp(np.asarray(line["corners"]), axis=0)[0] > 200


@needs_tesseract
@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
def test_the_key_frames_of_a_clip_are_read_each_line_once(tmp_path: Path) -> None:
    shown, texts = zip(
        *(captioned("banner", lang, number, clouds(number)) for lang, number in (("ar", 2), ("fr", 3))),
        strict=True,
    )
    held = np.stack([picture[320:] for picture in (shown[0], shown[1], shown[0])]).repeat(18, axis=0)
    found = TextInPicture().examine(subject(File(film(tmp_path / "a.mp4", held), "video/mp4", "")))
    assert found is not None
    assert error("\n".join(texts), found.parameters["text"]) < 0.05
    assert [line["at"] for line in found.parameters["lines"]] == pytest.approx([0.7, 2.2], abs=0.9)
    assert [one.name for one in found.illustrations] == ["lines-1", "lines-2"]
    assert "صوره الرئيسية" in found.finding["ar"]


@needs_tesseract
def test_what_is_unsure_is_left_out_and_said(tmp_path: Path) -> None:
    found = TextInPicture(Options(least=100)).examine(subject(saved(tmp_path, STRIP)))
    assert found is not None
    assert found.parameters["lines"] == [] == list(found.illustrations)
    assert found.confidence == "low"
    assert "تعذرت" in found.finding["ar"]


def test_without_the_program_the_reason_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnexaminableError, match=r"tesseract.*not installed"):
        TextInPicture().examine(subject(saved(tmp_path, STRIP)))


@needs_tesseract
def test_a_language_that_is_not_there_is_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnexaminableError, match="its language zzz is not installed"):
        TextInPicture(Options(language="zzz")).examine(subject(saved(tmp_path, STRIP)))


def test_what_is_no_picture_is_none_of_its_business(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    said = sandbox.look(
        "tabayyun.plugins.examiners.text_in_picture.look", tmp_path / "a.pdf", language="ara", least=50
    )
    assert (said["kind"], said["lines"]) == (None, [])


def test_a_dot_in_a_long_line_is_no_latin_text() -> None:
    band = np.full((latin.HEIGHT, 900, 3), 255, np.uint8)
    band[30:36, 440:446] = 0
    assert latin.read(band) == ("", 0)


def line(text: str, left: int, top: int, sure: int = 90) -> dict[str, object]:
    corners = [[left, top], [left + 100, top], [left + 100, top + 30], [left, top + 30]]
    return {"text": text, "confidence": sure, "corners": corners}


def test_lines_beside_each_other_follow_their_script() -> None:
    arabic = [line("عاجل", 10, 4), line("خبر", 300, 0), line("ثان", 10, 60)]
    assert [one["text"] for one in _in_order(arabic)] == ["خبر", "عاجل", "ثان"]
    assert [one["text"] for one in _in_order([line("b", 300, 0), line("a", 10, 4)])] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "sure", "read"),
    [("3", 91, False), ("14", 99, True), ("عاجل", 60, True), ("عاجل", 40, False), ("—", 99, False)],
)
def test_a_letter_or_two_have_to_be_read_surely(text: str, sure: int, read: bool) -> None:
    assert _is_read(line(text, 0, 0, sure), 55) == read


def test_pieces_of_a_line_are_joined_and_columns_are_not() -> None:
    pieces = [
        Box(100, 50, 80, 30, 0),
        Box(200, 52, 90, 34, 0),
        Box(600, 50, 80, 30, 0),
        Box(150, 120, 200, 30, 0),
    ]
    lines = joined(pieces)
    assert len(lines) == 3
    assert any(abs(one.x - 152) < 2 and abs(one.width - 185) < 2 for one in lines)


@given(st.floats(-90, 90), st.floats(20, 300), st.floats(5, 19))
def test_a_box_runs_along_its_line_and_keeps_its_corners(angle: float, width: float, height: float) -> None:
    box = upright((400, 300), (width, height), angle)
    assert -45 <= box.angle <= 45
    same = Box(400, 300, width, height, angle)
    assert np.abs(np.sort(box.corners, axis=0) - np.sort(same.corners, axis=0)).max() <= 1
    assert cut_out(np.zeros((600, 800, 3), np.uint8), box, 48).shape[0] == 48


@given(
    st.lists(st.sampled_from([*TEXTS["ar"], *TEXTS["fr"], "x" * 300]), max_size=80),
    st.integers(0, 3),
    st.sampled_from(["picture", "clip"]),
)
def test_a_finding_is_a_sentence_however_much_was_read(texts: list[str], places: int, kind: str) -> None:
    for said in sentences(kind, texts, places).values():
        assert 20 < len(said) < MOST + 150
        assert said.endswith(".")
