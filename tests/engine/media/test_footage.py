"""Known clips by their frames: in pieces, plain frames and pictures that stand still."""

from itertools import chain

import numpy as np
import pytest
from tools.train_vocabulary import drawn

from tabayyun.engine.media.bank import Bank
from tabayyun.engine.media.clips import HELD, STEP, fingerprints, framed
from tabayyun.engine.media.footage import Shown, screened, shown
from tabayyun.engine.media.recognition import Known
from tabayyun.plugins.media.folder import vocabulary

PICTURES = [drawn(np.random.default_rng(n))[:288] for n in range(16)]
BLACK = np.zeros((288, 512), np.uint8)


def slides(*numbers: int, each: int = 4) -> list[np.ndarray]:
    """Pictures one after the other, each for ``each`` frames."""
    return list(chain.from_iterable([PICTURES[number]] * each for number in numbers))


@pytest.fixture(scope="module")
def bank() -> tuple[Known, list[float]]:
    """One clip of ten pictures, two seconds each, after two seconds of black."""
    kept = list(fingerprints(framed([BLACK] * 4 + slides(*range(10)))))
    return Known(Bank(vocabulary())).added(enumerate(one for _at, one in kept)), [at for at, _one in kept]


def found(bank: tuple[Known, list[float]], frames: list[np.ndarray]) -> list[Shown]:
    known, times = bank
    screening = screened(framed(frames), len(frames) * STEP, known)
    pairs = [(one, times[one.found.picture]) for one in screening.moments[0]]
    return shown(pairs, screening.clear) if pairs else []


def test_a_frame_lasts_until_something_moves() -> None:
    frames = list(framed([BLACK] * 4 + slides(0, 1, each=3)))
    assert [(one.at, one.until) for one in frames] == [(0, 2), (2, 3.5), (3.5, 5)]


def test_what_stands_still_is_counted_every_few_seconds() -> None:
    assert [one.at for one in framed(slides(0, each=60))] == [n * HELD for n in range(6)]


def test_a_copy_is_laid_over_what_it_was_made_from(bank: tuple[Known, list[float]]) -> None:
    (one,) = found(bank, slides(2, 3, 4, 5))
    assert (one.by, one.stretch.asked, one.stretch.known) == ("hash", (0, 8), (6, 14))
    assert one.stretch.speed == pytest.approx(1, abs=0.01)


def test_pieces_in_another_order_are_two_stretches(bank: tuple[Known, list[float]]) -> None:
    pieces = found(bank, slides(6, 7, 8, 9) + slides(0, 1, 2))
    assert [(one.stretch.asked, one.stretch.known) for one in pieces] == [
        ((0, 8), (14, 22)),
        ((8, 14), (2, 8)),
    ]


def test_a_mirrored_copy_is_found_by_its_parts(bank: tuple[Known, list[float]]) -> None:
    (one,) = found(bank, [np.ascontiguousarray(frame[:, ::-1]) for frame in slides(2, 3, 4, 5)])
    assert one.by == "parts"
    assert one.change.mirrored
    assert one.stretch.known == pytest.approx((6, 14), abs=0.1)


def test_black_frames_and_strange_ones_show_nothing(bank: tuple[Known, list[float]]) -> None:
    assert found(bank, [BLACK] * 20) == []
    assert found(bank, [*slides(12, 13, 14), *[BLACK] * 8]) == []


def test_one_common_frame_among_many_is_not_enough(bank: tuple[Known, list[float]]) -> None:
    assert found(bank, slides(12, 3, 13, 14, 15)) == []


def test_a_clip_of_one_picture_is_found_by_it(bank: tuple[Known, list[float]]) -> None:
    (one,) = found(bank, slides(3))
    assert one.stretch.known == (8, 10)


def test_nothing_is_shown_of_nothing() -> None:
    assert screened([], 0, Known(Bank(vocabulary()))).moments == ([],)
