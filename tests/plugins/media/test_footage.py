"""Clips are read in a process of its own: whatever the file is, there are frames and a sound, or a reason."""

import random
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from tabayyun.plugins.media import footage
from tabayyun.plugins.media.decoding import UndecodableError
from tabayyun.plugins.media.footage import RATE, Reel, frames, reel, samples

pytestmark = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs the program ffmpeg")
PICTURE = ("-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=4")
SOUND = ("-f", "lavfi", "-i", "sine=440:duration=4")
FAST = ("-preset", "ultrafast")


def made(path: Path, *arguments: object) -> Path:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments), str(path)], check=True)
    return path


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(
        tmp_path_factory.mktemp("clips") / "مقطع.mp4", *PICTURE, *SOUND, *FAST, "-movflags", "faststart"
    )


def test_a_clip_is_frames_every_half_second_and_a_sound(clip: Path) -> None:
    assert reel(clip) == Reel(4.0, has_frames=True, has_sound=True, is_longer=False)
    assert [one.shape for one in frames(clip)] == [(180, 320)] * 8
    assert len(samples(clip)) / RATE == pytest.approx(4, abs=0.1)


def test_large_frames_are_made_small_and_turned_upright(tmp_path: Path) -> None:
    wide = made(tmp_path / "w.mp4", "-f", "lavfi", "-i", "testsrc=size=1280x720:rate=4:duration=1", *FAST)
    turned = made(tmp_path / "t.mp4", "-i", wide, "-c", "copy", "-metadata:s:v:0", "rotate=90")
    assert {one.shape for one in frames(wide)} == {(288, 512)}
    assert {one.shape for one in frames(turned)} == {(512, 288)}


def test_frames_come_by_the_clock_whatever_the_rate(clip: Path, tmp_path: Path) -> None:
    choice = "select='lt(n,20)+not(mod(n,9))'"
    path = made(tmp_path / "v.mkv", "-i", clip, "-an", "-vf", choice, "-vsync", "vfr", *FAST)
    steady, uneven = list(frames(clip)), list(frames(path))
    assert len(uneven) == len(steady)
    assert all(abs(one.astype(int) - other).mean() < 12 for one, other in zip(steady, uneven, strict=True))


def test_sound_alone_and_picture_alone(clip: Path, tmp_path: Path) -> None:
    muted = made(tmp_path / "m.mp4", "-i", clip, "-an", "-c", "copy")
    heard = made(tmp_path / "s.m4a", "-i", clip, "-vn", "-c", "copy")
    assert (reel(muted).has_frames, reel(muted).has_sound) == (True, False)
    assert (reel(heard).has_frames, reel(heard).has_sound) == (False, True)


def test_the_cover_of_a_song_is_no_clip(clip: Path, tmp_path: Path) -> None:
    cover = (
        "-map",
        "0:a",
        "-map",
        "0:v",
        "-frames:v",
        "1",
        "-c:v",
        "mjpeg",
        "-disposition:v:0",
        "attached_pic",
    )
    assert not reel(made(tmp_path / "song.mp3", "-i", clip, *cover)).has_frames


def test_of_a_long_clip_the_beginning_is_read(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(footage, "MOST_SECONDS", 2)
    assert reel(clip) == Reel(2, has_frames=True, has_sound=True, is_longer=True)
    assert len(list(frames(clip))) == 4
    assert len(samples(clip)) / RATE == pytest.approx(2, abs=0.1)


def test_of_a_clip_that_breaks_off_what_is_there_is_read(clip: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.mp4"
    path.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    assert 0 < len(list(frames(path))) < 8
    assert 0 < len(samples(path)) < 4 * RATE


def huge(path: Path) -> bytes:
    """An AVI that says its frames are 60,000 × 60,000."""
    data = bytearray(
        made(path, *PICTURE[:-1], "testsrc=size=32x32:rate=5:duration=1", "-c:v", "ffv1").read_bytes()
    )
    at = data.index(b"strf") + 12
    data[at : at + 8] = struct.pack("<ii", 60_000, 60_000)
    return bytes(data)


def tail(clip: Path) -> bytes:
    """The second half: no beginning that says what follows."""
    return clip.read_bytes()[clip.stat().st_size // 2 :]


PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile://{}\n#EXT-X-ENDLIST\n"
BAD = {
    "empty": lambda _clip, _path: b"",
    "words": lambda _clip, _path: b"not a clip " * 99,
    "no beginning": lambda clip, _path: tail(clip),
    "a playlist": lambda clip, _path: PLAYLIST.format(clip).encode(),
    "a list of files": lambda clip, _path: f"ffconcat version 1.0\nfile '{clip}'\n".encode(),
    "huge frames": lambda _clip, path: huge(path.with_suffix(".avi")),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_clip_gets_a_reason(clip: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(BAD[kind](clip, path))
    with pytest.raises(UndecodableError, match=r"no picture, clip or sound that can be read \(.+\)"):
        reel(path)
        list(frames(path))


def test_damaged_clips_never_hurt_the_parent(clip: Path, tmp_path: Path) -> None:
    """Bytes of a real clip changed, cut and repeated at random."""
    chance = random.Random(12)
    path, outcomes = tmp_path / "x.mp4", set()
    for _ in range(16):
        data = bytearray(clip.read_bytes())
        for _ in range(chance.randint(1, 60)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randint(100, len(data))] if chance.random() < 0.4 else data)
        try:
            outcomes |= {one.ndim for one in frames(path)}
        except UndecodableError:
            outcomes.add(0)
    assert outcomes == {0, 2}


def test_a_clip_that_takes_too_long_is_left(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = f"RLIMIT_CPU, ({footage.CPU_SECONDS}, {footage.CPU_SECONDS})"
    endless = footage._LIMITED.replace(limit, "RLIMIT_CPU, (1, 2)").replace(
        "os.execvp", "while True: pass\nos.exec"
    )
    monkeypatch.setattr(footage, "_LIMITED", endless)
    with pytest.raises(UndecodableError, match="took more than"):
        list(frames(clip))


def test_a_missing_file_and_a_missing_program_are_said(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UndecodableError, match="No such file"):
        reel(clip.with_name("gone.mp4"))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UndecodableError, match="ffprobe, which is not installed"):
        reel(clip)
