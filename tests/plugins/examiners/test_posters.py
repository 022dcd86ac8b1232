"""The frame by which a clip is shown."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.plugins.examiners.clips import clip

from tabayyun.plugins.examiners import posters
from tabayyun.plugins.examiners.base import UnexaminableError

needs_ffmpeg = pytest.mark.skipif(not posters.installed(), reason="ffmpeg is not installed")


@needs_ffmpeg
def test_no_black_frame_is_chosen_where_there_is_another(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    black, seen = "color=black:size=320x180:duration=2", "testsrc=size=320x180:duration=2"
    joined = ["-f", "lavfi", "-i", black, "-f", "lavfi", "-i", seen, "-filter_complex", "concat"]
    subprocess.run([str(shutil.which("ffmpeg")), "-v", "error", *joined, str(path)], check=True)
    look = posters.poster(path)
    assert look is not None
    assert (look.width, look.height) == (320, 180)
    assert look.grey.std() > 30


@needs_ffmpeg
def test_it_is_as_large_as_the_previews_of_pictures_at_most(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", [(1, 1)])
    look = posters.poster(path)
    assert look is not None
    assert look.jpeg.startswith(b"\xff\xd8\xff")
    assert max(look.width, look.height) <= 1600
    assert max(look.veil[:2]) <= 24


@needs_ffmpeg
@pytest.mark.parametrize("cut", [40, 400])
def test_a_damaged_clip_says_so(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(clip(tmp_path / "whole.mp4", [(1, 1)]).read_bytes()[:cut])
    with pytest.raises(UnexaminableError):
        posters.poster(path)


def test_what_is_no_clip_has_none(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save(path, "PNG")
    assert posters.poster(path) is None
