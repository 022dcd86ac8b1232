"""`tabayyun media`, as it is called."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from bench.fixtures.clips import part, played, save
from bench.fixtures.transforms import resized
from tools.train_vocabulary import drawn

from tabayyun.cli import media
from tabayyun.plugins.media import footage

PICTURES = [drawn(np.random.default_rng(n)) for n in range(3)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pictures" / "قديم").mkdir(parents=True)
    for number, picture in enumerate(PICTURES):
        cv2.imwrite(str(tmp_path / "pictures" / "قديم" / f"{number}.png"), picture)
    (tmp_path / "pictures" / "broken.jpg").write_bytes(b"\xff\xd8\xffnothing")
    (tmp_path / "pictures" / "read me.txt").write_text("no picture")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict[str, object]], str]:
    code = media.run([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, [json.loads(line) for line in said.out.splitlines()], said.err


def test_pictures_are_indexed_once_and_recognised(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bank = ("--bank", "archive", "--home", folder / "banks")
    for _ in range(2):
        code, (told,), errors = run(capsys, "index", folder / "pictures", *bank)
        assert (code, told) == (1, {"bank": "archive", "pictures": 3, "clips": 0, "skipped": 1})
        assert "broken.jpg: damaged" in errors
    mirrored = folder / "asked.jpg"
    cv2.imwrite(str(mirrored), PICTURES[1][:, ::-1])
    code, (found,), _errors = run(capsys, "match", mirrored, *bank, "--top", 1)
    assert code == 0
    assert (found["query"], found["match"]) == (str(mirrored), "قديم/1.png")
    assert found["transform"]["mirrored"]
    assert 0.5 < found["score"] <= 1


def test_what_matches_nothing_prints_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cv2.imwrite(str(folder / "asked.png"), drawn(np.random.default_rng(99)))
    bank = ("--bank", "archive", "--home", folder / "banks")
    run(capsys, "index", folder / "pictures", *bank)
    code, found, errors = run(capsys, "match", folder / "asked.png", *bank)
    assert (code, found, errors) == (0, [], "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("match", "asked.png", "--bank", "archiv"), "no such bank"),
        (("match", "asked.png", "--bank", "../pictures"), "a name is wanted"),
        (("index", "pictures", "--bank", ".."), "a name is wanted"),
        (("index", "no-such-folder", "--bank", "b"), "no such folder"),
    ],
)
def test_a_wrong_name_makes_no_bank(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(folder.rglob("*"))
    code, found, errors = run(capsys, *arguments, "--home", folder / "banks")
    assert (code, found) == (2, [])
    assert said in errors
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments", [(), ("index",), ("match", "x.jpg"), ("index", "/no/such/folder", "--bank", "b")]
)
def test_wrong_use_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    home = ("--home", tmp_path) if "--bank" in arguments else ()
    code, found, errors = run(capsys, *arguments, *home)
    assert (code, found) == (2, [])
    assert errors


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs the program ffmpeg")
def test_clips_are_indexed_and_told_with_their_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = played(np.random.default_rng(5), 10)
    (tmp_path / "clips").mkdir()
    save(clip, tmp_path / "clips" / "خبر.mp4")
    (tmp_path / "clips" / "empty.mp3").touch()
    bank = ("--bank", "clips", "--home", tmp_path)
    code, (told,), errors = run(capsys, "index", tmp_path / "clips", *bank)
    assert (code, told) == (1, {"bank": "clips", "pictures": 0, "clips": 1, "skipped": 1})
    assert "empty.mp3: no picture, clip or sound" in errors
    asked = save(part(clip, 3, 9), tmp_path / "asked.mp4")
    code, found, errors = run(capsys, "match", asked, *bank)
    assert (code, errors) == (0, "")
    assert {one["match"] for one in found} == {"خبر.mp4"}
    assert {one["by"] for one in found} == {"hash", "sound"}
    for one in found:
        (begin, end), (there, until) = one["time_range"]["query"], one["time_range"]["match"]
        assert there - begin == pytest.approx(3, abs=0.6)
        assert until - end == pytest.approx(3, abs=0.6)
        assert one["time_range"]["speed"] == pytest.approx(1, abs=0.03)
        assert (one["transform"] is None) == (one["by"] == "sound")
    monkeypatch.setattr(footage, "MOST_SECONDS", 120)
    small = replace(clip, frames=[resized(clip.frames[0], 64, 36)] * 122 * 12)
    save(small, tmp_path / "long.mp4", muted=True)
    code, _found, errors = run(capsys, "match", tmp_path / "long.mp4", *bank)
    assert code == 0
    assert "long.mp4: only the first 2 minutes were looked at" in errors
