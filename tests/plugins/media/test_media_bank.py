"""Pictures, clips and sounds in one bank: each kind is found in each."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from bench.fixtures.clips import EDITS, Footage, part, played, save

from tabayyun.plugins.media.bank import Match, MediaBank
from tabayyun.plugins.media.decoding import UndecodableError
from tabayyun.plugins.media.disk import BankError

pytestmark = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs the program ffmpeg")
CHANCE = np.random.default_rng(31)
KNOWN, OTHER = played(CHANCE, 14), played(CHANCE, 10)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def bank(home: Path) -> Iterator[MediaBank]:
    """One clip; a picture that is a frame of the other."""
    with MediaBank(home / "bank") as one:
        assert one.keep(save(KNOWN, home / "known.mp4"), "قديم.mp4")
        assert one.keep(picture(OTHER, 4, home / "still.png"), "صورة.png")
        yield one


def picture(clip: Footage, second: float, path: Path) -> Path:
    cv2.imwrite(str(path), clip.frames[int(second * 12)])
    return path


def matches(bank: MediaBank, clip: Footage, home: Path, *, muted: bool = False) -> list[Match]:
    return bank.match(save(clip, home / "asked.mp4", muted=muted)).matches


@pytest.mark.parametrize("edit", ["mirror", "speed 1.1", "filmed from a screen"])
def test_an_edited_part_is_told_by_picture_and_by_sound(bank: MediaBank, home: Path, edit: str) -> None:
    asked = EDITS[edit](part(KNOWN, 4, 13), random.Random(1))
    found = matches(bank, asked, home)
    assert {one.name for one in found} == {"قديم.mp4"}
    assert {one.by == "sound" for one in found} == {True, False}
    for one in found:
        assert one.asked
        assert one.known
        assert one.speed == pytest.approx(1.1 if edit == "speed 1.1" else 1, abs=0.06)
        assert one.known[0] - (one.speed or 1) * one.asked[0] == pytest.approx(4, abs=1.2)
    assert any(one.change.mirrored for one in found if one.change) == (edit == "mirror")


def test_pieces_are_matches_of_their_own(bank: MediaBank, home: Path) -> None:
    found = matches(bank, EDITS["cut anew"](part(KNOWN, 1, 13), random.Random(1)), home, muted=True)
    assert sorted(round(one.known[0] - one.asked[0]) for one in found if one.known and one.asked) == [-3, 9]


def test_the_sound_of_it_under_another_picture_is_said_to_be_the_sound(bank: MediaBank, home: Path) -> None:
    found = matches(bank, replace(OTHER, sound=KNOWN.sound[: len(OTHER.sound)]), home)
    assert [(one.name, one.by) for one in found if one.by == "sound"] == [("قديم.mp4", "sound")]
    assert {one.name for one in found if one.by != "sound"} == {"صورة.png"}


def test_a_picture_in_a_clip_is_told_with_its_seconds(bank: MediaBank, home: Path) -> None:
    found = [one for one in matches(bank, OTHER, home) if one.name == "صورة.png"]
    assert [one.known for one in found] == [None]
    assert found[0].asked
    assert found[0].asked[0] <= 4 <= found[0].asked[1]
    assert (found[0].time_range() or {})["match"] is None


def test_a_screenshot_of_a_clip_is_told_with_its_second(bank: MediaBank, home: Path) -> None:
    answer = bank.match(picture(KNOWN, 7, home / "asked.jpg"))
    assert answer.is_whole
    (found,) = answer.matches
    assert (found.name, found.asked) == ("قديم.mp4", None)
    assert found.known
    assert found.known[0] == pytest.approx(7, abs=1)


def test_files_can_be_passed_over(bank: MediaBank, home: Path) -> None:
    path = save(part(KNOWN, 2, 7), home / "own.mp4")
    own = bank.clips.entries[0].sha256
    assert bank.match(path, without=["00" * 32]).matches
    assert bank.match(path, without=[own]).matches == []
    still = picture(KNOWN, 7, home / "asked.jpg")
    assert bank.match(still).matches
    assert bank.match(still, without=[own]).matches == []


def test_a_clip_without_picture_is_known_by_its_sound(bank: MediaBank, home: Path) -> None:
    song = home / "song.mp3"
    save(KNOWN, home / "asked.mp4")
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-i", str(home / "asked.mp4"), "-vn", str(song)], check=True
    )
    assert [(one.name, one.by) for one in bank.match(song).matches] == [("قديم.mp4", "sound")]


def test_black_and_silent_clips_match_nothing(bank: MediaBank, home: Path) -> None:
    plain = replace(OTHER, frames=[np.zeros_like(OTHER.frames[0])] * 60, sound=np.zeros(5 * 22_050, np.int16))
    with MediaBank(home / "plain") as other:
        other.keep(save(plain, home / "plain.mp4"), "black.mp4")
        assert matches(other, plain, home) == []
    assert matches(bank, plain, home) == []


def test_what_is_no_media_gets_a_reason(bank: MediaBank, home: Path) -> None:
    path = home / "words.mp4"
    path.write_text("بيان")
    for ask in (bank.match, bank.read):
        with pytest.raises(UndecodableError, match="no picture, clip or sound"):
            ask(path)
    with pytest.raises(UndecodableError, match="No such file"):
        bank.match(home / "missing.mp4")


def test_what_was_removed_is_found_no_more_and_what_was_kept_stays(home: Path) -> None:
    known, other = save(part(KNOWN, 0, 3), home / "a.mp4"), save(part(OTHER, 0, 3), home / "b.mp4")
    with MediaBank(home / "removed") as bank:
        assert [bank.keep(known, "a"), bank.keep(other, "b"), bank.keep(other, "again")] == [
            True,
            True,
            False,
        ]
        gone = bank.clips.entries[0].sha256
        assert [bank.remove(gone), bank.remove(gone), bank.remove("00" * 32)] == [True, False, False]
    with MediaBank(home / "removed") as bank:
        assert not bank.has(gone)
        assert bank.match(known).matches == []
        assert {one.name for one in bank.match(other).matches} == {"b"}
        assert bank.keep(known, "anew")
        assert {one.name for one in bank.match(known).matches} == {"anew"}


def test_a_bank_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "manifest.json").write_text('{"version": 9}')
    with pytest.raises(BankError, match="version 9"):
        MediaBank(tmp_path)
