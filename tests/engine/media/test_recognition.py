"""Known pictures are recognised after every edit of the list, and others are not."""

import random
from dataclasses import replace

import numpy as np
import pytest
from bench.fixtures.transforms import EDITS, collage, edited
from tools.train_vocabulary import drawn

from tabayyun.engine.media.bank import Bank, Member
from tabayyun.engine.media.changes import differences
from tabayyun.engine.media.geometry import agreements
from tabayyun.engine.media.keypoints import ASKED, STORED, asked_keypoints, keypoints
from tabayyun.engine.media.picture import grey, trimmed
from tabayyun.engine.media.recognition import Known, fingerprint
from tabayyun.engine.media.relief import NONE, likeness, relief
from tabayyun.plugins.media.folder import vocabulary

COUNT = 6


@pytest.fixture(scope="module")
def pictures():
    chance = np.random.default_rng(7)
    return [np.repeat(drawn(chance)[:, :, None], 3, axis=2) for _ in range(2 * COUNT)]


@pytest.fixture(scope="module")
def known(pictures):
    return Known(Bank(vocabulary())).added((n, fingerprint(one)) for n, one in enumerate(pictures[:COUNT]))


def after(name, pictures, number):
    if name == "one of four":
        return collage(pictures[COUNT:])(pictures[number], random.Random(number))
    return edited(name, pictures[number], number)


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_picture_is_recognised_and_taken_for_no_other(known, pictures, name):
    found = [[one.picture for one in known.recognise(after(name, pictures, n))] for n in range(COUNT)]
    assert found == [[n] for n in range(COUNT)]


def test_a_picture_that_is_not_known_is_not_recognised(known, pictures):
    assert [known.recognise(one) for one in pictures[COUNT:]] == [[]] * COUNT


def test_a_bank_of_one_picture_is_enough(pictures):
    alone = Known(Bank(vocabulary())).added([(9, fingerprint(pictures[0]))])
    assert [one.picture for one in alone.recognise(edited("crop 50 %", pictures[0], 1))] == [9]


@pytest.mark.parametrize(
    "plain",
    [np.zeros((300, 400), np.uint8), np.full((5, 5, 3), 200, np.uint8), np.eye(1, dtype=np.uint8)],
)
def test_a_picture_with_nothing_in_it_matches_nothing(known, plain):
    assert known.recognise(plain) == []
    assert known.added([(99, fingerprint(plain))]).recognise(plain) == []


def test_what_was_done_is_said(known, pictures):
    (turned,) = known.recognise(edited("turned 90°", pictures[3], 1))
    assert abs(abs(turned.change.turn) - 90) < 2
    (mirrored,) = known.recognise(edited("mirror", pictures[3], 3))
    assert mirrored.change.mirrored
    crop = pictures[3][100:356, 60:316]
    (cut,) = known.recognise(crop)
    assert cut.change.shown == pytest.approx((60 / 512, 100 / 512, 316 / 512, 356 / 512), abs=0.02)
    assert cut.change.place == pytest.approx((0, 0, 1, 1), abs=0.02)
    (inside,) = known.recognise(edited("phone screenshot", pictures[3], 3))
    left, top, right, bottom = inside.change.place
    assert (left, right) == pytest.approx((0, 1), abs=0.03)
    assert (top, bottom) == pytest.approx((0.246, 0.72), abs=0.03)


def test_what_was_written_over_a_picture_shows_where(pictures):
    plain = grey(pictures[2])
    written = plain.copy()
    written[400:460, 50:300] = np.random.default_rng(1).integers(0, 256, (60, 250), np.uint8)
    asked = asked_keypoints(written)
    bank = Bank(vocabulary()).added([(0, Member((512, 512), keypoints(plain, STORED), relief(plain)))])
    (same,) = agreements(asked, bank.pairs(asked))
    agreeing, unlike = differences(same.matrix, plain, written)
    assert 0.85 < agreeing < 1
    rows, columns = np.nonzero(unlike)
    assert rows.min() * 16 >= 384
    assert rows.max() * 16 <= 464
    assert columns.min() * 16 >= 32
    assert columns.max() * 16 <= 304


def test_a_picture_taken_out_is_found_no_more_and_one_put_in_at_once(known, pictures):
    assert known.without(4).recognise(edited("crop 75 %", pictures[4], 1)) == []
    assert known.without(4).recognise(pictures[4]) == []
    more = known.added([(50, fingerprint(pictures[COUNT]))])
    assert [one.picture for one in more.recognise(edited("combination", pictures[COUNT], 1))] == [50]
    assert known.recognise(pictures[COUNT]) == []


def test_one_by_one_gives_what_all_at_once_gives(known, pictures):
    grown = Known(Bank(vocabulary()))
    for number in range(COUNT):
        grown = grown.added([(number, fingerprint(pictures[number]))])
    assert len(grown.bank.segments) <= 4
    for name in ("crop 50 %", "one of four"):
        asked = after(name, pictures, 5)
        assert grown.recognise(asked) == known.recognise(asked)


def test_a_known_collage_does_not_hide_the_known_pictures_it_is_made_of(known, pictures):
    four = collage(pictures[1:4])(pictures[0], random.Random(1))
    both = known.added([(70, fingerprint(four))])
    found = both.recognise(edited("jpeg 30", four, 1))
    assert [(one.picture, one.by) for one in found[:1]] == [(70, "hash")]
    assert {(one.picture, one.by) for one in found[1:]} == {(n, "parts") for n in range(4)}


def test_what_fills_the_whole_picture_is_no_part_of_one_known_by_its_hash(known, pictures):
    half = pictures[0].copy()
    half[:, : half.shape[1] // 2] = 128
    alone = Known(Bank(vocabulary())).added([(71, fingerprint(half))])
    assert [(one.picture, one.by) for one in alone.recognise(pictures[0])] == [(71, "parts")]
    both = known.added([(71, fingerprint(half))])
    assert [(one.picture, one.by) for one in both.recognise(pictures[0])] == [(0, "hash")]


def test_keypoints_are_spread_and_no_more_than_asked_for(pictures):
    found = keypoints(grey(pictures[0]), STORED)
    assert len(found) <= STORED
    parts = {(int(x // 128), int(y // 128)) for x, y, _size, _angle in found.places}
    assert len(parts) == 16
    assert len(asked_keypoints(grey(pictures[0]))) <= ASKED


def test_bars_are_trimmed_and_a_plain_picture_stays():
    plain = np.zeros((100, 200), np.uint8)
    assert trimmed(plain).shape == (100, 200)
    plain[20:80, 50:150] = np.arange(100, dtype=np.uint8) + 100
    assert trimmed(plain).shape == (60, 100)


def test_the_relief_tells_a_picture_laid_right_from_one_laid_wrong(pictures):
    plain, other = grey(pictures[1]), grey(pictures[2])
    kept, shape = relief(plain), (512, 512)
    crop = plain[100:356, 60:316]
    right = np.array([[1, 0, -60], [0, 1, -100]], np.float64)
    wrong = np.array([[1, 0, -180], [0, 1, -40]], np.float64)
    assert likeness(kept, shape, right, crop).share > 0.9
    assert likeness(kept, shape, right, crop).above_chance > 10
    assert likeness(kept, shape, wrong, crop).share < 0.65
    assert likeness(kept, shape, right, other[100:356, 60:316]).share < 0.65
    assert likeness(kept, shape, right, np.full((256, 256), 90, np.uint8)).places == 0


def test_a_picture_without_a_relief_is_found_by_many_places_or_not_at_all(pictures):
    bare = replace(fingerprint(pictures[0]), relief=NONE)
    known = Known(Bank(vocabulary())).added([(3, bare)])
    assert [one.picture for one in known.recognise(edited("crop 75 %", pictures[0], 1))] == [3]
    assert known.recognise(pictures[1]) == []
