"""Scenes of a clip and their key frames; what is left of a damaged one."""

from __future__ import annotations

import io
import itertools
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.plugins.examiners.clips import clip
from tests.plugins.examiners.hostile import MP4, jpeg, subject

from tabayyun.plugins.examiners.base import File, UnexaminableError
from tabayyun.plugins.examiners.frames import Frame
from tabayyun.plugins.examiners.key_frames.plugin import KeyFrames
from tabayyun.plugins.examiners.key_frames.sheet import FEWEST, MOST, chosen
from tabayyun.plugins.examiners.reels import is_reel
from tabayyun.plugins.examiners.scenes import scenes
from tabayyun.plugins.examiners.wording import clock

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")


def given_file(path: Path) -> File:
    return File(path, "video/mp4", "")


@needs_ffmpeg
def test_scenes_are_told_apart_where_they_were_joined(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", [(1, 3), (4, 2), (9, 1.5), (7, 4)])
    found = KeyFrames().examine(subject(given_file(path)))
    assert found is not None
    begins = [begin for begin, _end, _key in found.parameters["scenes"]]
    assert begins == pytest.approx([0, 3, 5, 6.5], abs=0.4)
    assert all(begin <= key <= end for begin, end, key in found.parameters["scenes"])
    (shown,) = found.illustrations
    assert Image.open(io.BytesIO(shown.data)).width == 4 * 330 + 10


@needs_ffmpeg
def test_one_scene_is_said_to_be_one(tmp_path: Path) -> None:
    found = KeyFrames().examine(subject(given_file(clip(tmp_path / "a.mkv", [(3, 5)]))))
    assert found is not None
    assert "sans coupe visible" in found.finding["fr"]
    assert found.finding["en"].startswith("The clip lasts 0:05 ")


@needs_ffmpeg
def test_of_a_clip_that_breaks_off_the_beginning_is_read(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mkv", [(1, 12), (4, 12)], every=12)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    found = KeyFrames().examine(subject(given_file(path)))
    assert found is not None
    assert found.parameters["is_cut_short"]
    assert found.confidence == "medium"
    assert "تالف" in found.finding["ar"]


@needs_ffmpeg
def test_a_clip_without_its_index_is_a_reason(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", [(1, 3)])
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(UnexaminableError, match="damaged"):
        KeyFrames().examine(subject(given_file(path)))


@needs_ffmpeg
def test_frames_that_are_too_large_are_not_unpacked(tmp_path: Path) -> None:
    huge = ["-f", "lavfi", "-i", "color=black:s=8000x8000,format=gray", "-frames:v", "1", "-c:v", "png"]
    made = ["ffmpeg", "-v", "error", *huge, "-pred", "none", str(tmp_path / "a.mkv")]
    subprocess.run(made, check=True)
    with pytest.raises(UnexaminableError, match="no frame of the clip can be unpacked"):
        KeyFrames().examine(subject(given_file(tmp_path / "a.mkv")))


def test_without_the_program_the_reason_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.mp4").write_bytes(MP4)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnexaminableError, match="ffprobe is not installed"):
        KeyFrames().examine(subject(given_file(tmp_path / "a.mp4")))


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (MP4, True),
        (b"RIFF\0\0\0\0AVI LIST", True),
        (b"\x1aE\xdf\xa3\0", True),
        ((b"G" + bytes(187)) * 3, True),
        (b"RIFF\0\0\0\0WEBPVP8 ", False),
        (b"\0\0\0\x1cftypavif", False),
        (b"#EXTM3U\nfile:///etc/passwd", False),
        (jpeg(), False),
        (b"", False),
    ],
)
def test_clips_are_known_by_their_first_bytes(tmp_path: Path, data: bytes, known: bool) -> None:
    (tmp_path / "a").write_bytes(data)
    assert is_reel(tmp_path / "a") == known


def flat(at: float, shade: int) -> Frame:
    return Frame(at, np.full((90, 160, 3), shade, np.uint8))


@given(st.lists(st.integers(0, 255), min_size=1, max_size=60))
def test_scenes_cover_the_clip_without_gaps(shades: list[int]) -> None:
    frames = [flat(number / 2, shade) for number, shade in enumerate(shades)]
    cut = scenes(frames, len(shades) / 2)
    assert cut[0].begin == 0
    assert cut[-1].end == len(shades) / 2
    assert [one for scene in cut for one in scene.frames] == list(range(len(shades)))
    assert all(one.end == other.begin for one, other in itertools.pairwise(cut))
    assert all(scene.key in scene.frames for scene in cut)
    shown = chosen(cut, frames)
    assert min(len(cut), MOST) <= len(shown) <= max(FEWEST, min(len(cut), MOST))
    assert [frame for _scene, frame in shown] == sorted({frame for _scene, frame in shown})


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (67.9, "1:07"), (3727, "1:02:07")])
def test_times_are_said_as_players_show_them(seconds: float, said: str) -> None:
    assert clock(seconds) == said
