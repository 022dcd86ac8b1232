"""What is heard in a clip: levels, silence, and where two recordings were joined."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.plugins.examiners.clips import RATE, audio, clip, noise, speech
from tests.plugins.examiners.hostile import subject

from tabayyun.plugins.examiners.base import File, Finding, UnexaminableError
from tabayyun.plugins.examiners.sound.hearing import jumps, levels, silences
from tabayyun.plugins.examiners.sound.plugin import Sound
from tabayyun.plugins.examiners.sound.words import sentences

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
STREET, ROOM = noise(6, -45), noise(5, -32, 2, dull=12)


def examined(path: Path) -> Finding | None:
    return Sound().examine(subject(File(path, "audio/mpeg", "")))


def heard(*parts: np.ndarray) -> tuple[list[float], list[tuple[float, float]]]:
    """Where the background changes, and the silences, without a file in between."""
    level, banded = levels((np.clip(np.concatenate(parts), -1, 1) * 32767).astype(np.int16))
    return [one.at for one in jumps(banded)], silences(level)


@needs_ffmpeg
@pytest.mark.parametrize("how", [("a.mp3", "-b:a", "48k"), ("a.m4a", "-b:a", "32k")])
def test_where_two_recordings_were_joined_is_a_hint(tmp_path: Path, how: tuple[str, ...]) -> None:
    joined = np.concatenate(
        [STREET + speech(6, -12), ROOM + speech(5, -12), noise(2, -75), noise(4, -32, 3, dull=12)]
    )
    found = examined(audio(tmp_path / how[0], joined, *how[1:]))
    assert found is not None
    assert [at for at, _size in found.parameters["changes"]] == pytest.approx([6, 11, 13], abs=1)
    assert found.parameters["silences"] == [pytest.approx([11, 13], abs=0.3)]
    assert found.confidence == "low"
    assert "(0:06" in found.finding["fr"]
    (shown,) = found.illustrations
    assert Image.open(io.BytesIO(shown.data)).width == 1200


@needs_ffmpeg
def test_a_clip_without_sound_says_so_and_a_mute_one_too(tmp_path: Path) -> None:
    still, mute = clip(tmp_path / "a.mp4", [(1, 1)]), clip(tmp_path / "b.mp4", [(1, 1)], np.zeros(RATE))
    first, second = examined(still), examined(mute)
    assert first is not None
    assert second is not None
    assert (first.confidence, list(first.illustrations)) == ("high", [])
    assert "no sound track" in first.finding["en"]
    assert "muette" in second.finding["fr"]


@needs_ffmpeg
def test_a_sound_that_says_more_than_it_holds_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = audio(tmp_path / "a.wav", STREET)
    path.write_bytes(path.read_bytes()[: RATE * 2 * 3])
    found = examined(path)
    assert found is not None
    assert found.parameters["seconds"] == pytest.approx(3, abs=0.2)


@needs_ffmpeg
def test_damaged_sound_is_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.ogg").write_bytes(b"OggS" + bytes(2000))
    with pytest.raises(UnexaminableError, match="damaged"):
        examined(tmp_path / "a.ogg")


def test_people_who_pause_and_speak_up_are_no_cut() -> None:
    assert heard(noise(20, -45) + speech(20, -12)) == ([], [])
    louder = np.concatenate([speech(10, -25), speech(10, -10)])
    assert heard(noise(20, -40) + louder)[0] == []


def test_another_room_at_the_same_level_is_noticed() -> None:
    assert heard(noise(6, -35), noise(6, -35, 2, dull=12))[0] == pytest.approx([6], abs=0.3)


def test_a_background_that_fades_is_no_cut() -> None:
    fading = noise(20, -30) * 10 ** (np.linspace(0, -20, 20 * RATE) / 20)
    assert heard(fading)[0] == []


@given(st.lists(st.tuples(st.integers(1, 30), st.sampled_from([-70, -40, -20])), max_size=6))
def test_whatever_is_heard_is_in_order_and_inside(parts: list[tuple[int, int]]) -> None:
    sound = [noise(tenths / 10, level, tenths) for tenths, level in parts] or [np.empty(0)]
    changes, silent = heard(*sound)
    length = sum(tenths for tenths, _level in parts) / 10
    edges = [edge for stretch in silent for edge in stretch]
    assert changes == sorted(changes)
    assert edges == sorted(edges)
    assert all(0 <= moment <= length + 0.1 for moment in [*changes, *edges])


@given(st.integers(0, 40), st.integers(0, 40))
def test_every_finding_is_one_sentence(changes: int, silent: int) -> None:
    found = {
        "sound": True, "seconds": 4000.0, "highest_level": -3.0,
        "silences": [[n, n + 1] for n in range(silent)],
        "changes": [[70.0 * n, 12.0] for n in range(changes)],
    }  # fmt: skip
    for said in sentences(found).values():
        assert 20 < len(said) < 400
        assert said.endswith(".")
