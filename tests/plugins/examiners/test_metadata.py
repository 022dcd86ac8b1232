"""What a file says of itself, read by ExifTool or by Pillow, and what of it cannot be."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from tests.plugins.examiners.hostile import subject

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import File
from tabayyun.plugins.examiners.metadata.judging import contradictions
from tabayyun.plugins.examiners.metadata.look import _moment
from tabayyun.plugins.examiners.metadata.plugin import Metadata, Options
from tabayyun.plugins.examiners.metadata.words import sentences

LOOK = "tabayyun.plugins.examiners.metadata.look"
TAKEN = datetime(2019, 3, 3, 14, 5, tzinfo=UTC)
NOTHING: dict[str, Any] = dict.fromkeys(("taken", "changed", "satellites", "place", "thumbnail"))
FOUND = {**NOTHING, "taken": TAKEN.isoformat(), "device": "", "software": "", "credentials": False}
FOUND |= {"media_type": "image/jpeg"}


def test_both_readers_read_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    examples = [example.path for example in Metadata().examples()]
    either = [sandbox.look(LOOK, path, place_decimals=2) for path in examples]
    monkeypatch.setenv("PATH", str(tmp_path))
    alone = [sandbox.look(LOOK, path, place_decimals=2) for path in examples]
    assert all(one["tool"].startswith("Pillow") for one in alone)
    assert [{**one, "tool": ""} for one in alone] == [{**one, "tool": ""} for one in either]


def test_the_place_is_rounded_as_asked() -> None:
    (old,) = (example for example in Metadata().examples() if example.path.name == "old.jpg")
    found = Metadata(Options(place_decimals=0)).examine(subject(File(old.path, "image/jpeg", "")))
    assert found is not None
    assert found.parameters["place"] == [34.0, -8.0]


def test_a_hostile_device_is_quoted_as_plain_text(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "<b>\u202eA»\n\x07" + "x" * 5000
    Image.new("L", (40, 40)).save(tmp_path / "a.jpg", exif=exif)
    found = Metadata().examine(subject(File(tmp_path / "a.jpg", "image/jpeg", "")))
    assert found is not None
    assert all(sentence.isprintable() and len(sentence) < 300 for sentence in found.finding.values())


def test_a_text_that_is_called_a_picture_is_no_quiet_picture(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("not a picture at all\n")
    found = Metadata().examine(subject(File(tmp_path / "a.jpg", "image/jpeg", "")))
    if shutil.which("exiftool"):
        assert found is not None
        assert (found.parameters["contradictions"], found.confidence) == (["name"], "low")
    else:
        assert found is None


@pytest.mark.parametrize(
    ("changes", "appeared", "wrong"),
    [
        ({}, TAKEN + timedelta(days=1), []),
        ({}, TAKEN - timedelta(hours=13), []),
        ({}, TAKEN - timedelta(hours=15), ["later"]),
        ({"changed": "2019-03-02T20:00:00"}, None, ["order"]),
        ({"satellites": "2019-03-05T20:00:00+00:00"}, None, ["satellites"]),
        ({"taken": "1970-01-01T00:00:00"}, None, ["clock"]),
        ({"thumbnail": 0.2}, None, ["thumbnail"]),
        ({"thumbnail": 0.95}, None, []),
        ({"media_type": "text/plain"}, None, ["name"]),
        ({"media_type": "video/mp4"}, None, ["name"]),
        ({"media_type": "application/vnd.adobe.photoshop"}, None, []),
        ({"media_type": ""}, None, []),
    ],
)
def test_contradictions(changes: dict[str, Any], appeared: datetime | None, wrong: list[str]) -> None:
    assert contradictions({**FOUND, **changes}, appeared, "image/png") == wrong
    said = sentences({**FOUND, **changes}, wrong, appeared)
    assert all(("contradiction" in said[lang]) == bool(wrong) for lang in ("fr", "en"))


@pytest.mark.parametrize(
    ("days", "arabic", "french"),
    [
        (1, None, None),
        (2, "يومين", "2 jours"),
        (11, "11 يوما", "11 jours"),
        (1100, "3 سنوات", "3 ans au moins"),
    ],
)
def test_how_old_it_was_when_it_appeared(days: int, arabic: str | None, french: str | None) -> None:
    said = sentences(FOUND, [], TAKEN + timedelta(days=days))
    assert ("قبل أول ظهور" in said["ar"]) == (arabic is not None)
    assert arabic is None or f"ب{arabic}" in said["ar"]
    assert french is None or french in said["fr"]


@given(
    st.text(st.sampled_from("0123456789: -+Z٣"), max_size=30)
    | st.from_regex(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?", fullmatch=True)
)
def test_whatever_stands_for_a_date_is_one_or_none(written: str) -> None:
    moment = _moment(written)
    assert moment is None or datetime.fromisoformat(moment)
