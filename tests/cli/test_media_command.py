"""`tabayyun media`, as it is called."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from tools.train_vocabulary import drawn

from tabayyun.cli import media

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
        assert (code, told) == (1, {"bank": "archive", "pictures": 3, "skipped": 1})
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
    code, found, errors = run(capsys, "match", folder / "asked.png", "--bank", "none", "--home", folder)
    assert (code, found, errors) == (0, [], "")


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
