"""A known sound is heard again when it was saved anew, sped up, cut or talked over; silence is nothing."""

import numpy as np
import pytest
from bench.fixtures.clips import RATE as PLAYED
from bench.fixtures.clips import music

from tabayyun.engine.media.soundbank import Heard, SoundBank
from tabayyun.engine.media.sounds import ASKED_HOP, HOP, RATE, spectrum

SECONDS = 16


def sound(seed: int) -> np.ndarray:
    """Music at the working rate."""
    samples = music(np.random.default_rng(seed), SECONDS).astype(np.float64)
    return stretched(samples, PLAYED / RATE)


def stretched(samples: np.ndarray, factor: float) -> np.ndarray:
    """``factor`` times as fast, and as high."""
    smooth = np.convolve(samples, np.ones(4) / 4, mode="same") if factor > 2 else samples
    at = np.arange(int(len(samples) / factor)) * factor
    return np.interp(at, np.arange(len(samples)), smooth).astype(np.int16)


SOUNDS = [sound(seed) for seed in range(5)]


@pytest.fixture(scope="module")
def bank() -> SoundBank:
    return SoundBank().added([(n, spectrum(one, HOP).prints()) for n, one in enumerate(SOUNDS[:4])])


def heard(bank: SoundBank, samples: np.ndarray) -> list[Heard]:
    return bank.heard(spectrum(np.clip(samples, -32_768, 32_767).astype(np.int16), ASKED_HOP))


def worse(samples: np.ndarray) -> np.ndarray:
    noise = np.random.default_rng(9).normal(0, 300, len(samples))
    return np.round((samples * 0.3 + noise) / 400) * 400


CHANGES = {
    "as it is": (lambda one: one, 1.0),
    "softer, noise, few steps": (worse, 1.0),
    "faster and higher": (lambda one: stretched(one, 1.1), 1.1),
    "slower and lower": (lambda one: stretched(one, 0.9), 0.9),
    "begins within a step": (lambda one: one[77:], 1.0),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_sound_is_heard_and_taken_for_no_other(bank: SoundBank, name: str) -> None:
    change, speed = CHANGES[name]
    for number in (0, 3):
        (found,) = heard(bank, change(SOUNDS[number].astype(np.float64)))
        assert found.sound == number
        assert found.stretch.speed == pytest.approx(speed, abs=0.005)
        begin, end = found.stretch.asked
        assert begin < 1
        assert end > SECONDS / speed - 1
        assert found.score > 0.5


def test_pieces_are_told_with_their_times(bank: SoundBank) -> None:
    asked = np.concatenate([SOUNDS[2][9 * RATE : 15 * RATE], SOUNDS[4][: 4 * RATE], SOUNDS[1][: 5 * RATE]])
    found = sorted(heard(bank, asked), key=lambda one: one.stretch.asked)
    assert [one.sound for one in found] == [2, 1]
    for one, (begin, end), known in zip(found, [(0, 6), (10, 15)], [9, 0], strict=True):
        assert one.stretch.asked == pytest.approx((begin, end), abs=0.8)
        assert one.stretch.known == pytest.approx((known, known + end - begin), abs=0.8)


def test_a_voice_over_it_does_not_hide_it(bank: SoundBank) -> None:
    assert {one.sound for one in heard(bank, SOUNDS[1] + 0.4 * SOUNDS[4])} == {1}


def test_what_is_not_known_is_not_heard(bank: SoundBank) -> None:
    assert heard(bank, SOUNDS[4]) == []


SECOND = np.arange(8 * RATE) / RATE
PLAIN = {
    "nothing": np.zeros(0),
    "shorter than a window": np.full(100, 900.0),
    "silence": np.zeros(8 * RATE),
    "a test tone": 9000 * np.sin(2 * np.pi * 1000 * SECOND),
    "a hum": 6000 * np.sin(2 * np.pi * 300 * SECOND) + np.random.default_rng(2).normal(0, 8, 8 * RATE),
    "faint hiss": np.random.default_rng(3).normal(0, 12, 8 * RATE),
}


@pytest.mark.parametrize("asked", PLAIN)
def test_what_sounds_alike_everywhere_matches_nothing(bank: SoundBank, asked: str) -> None:
    plain = [(9 + n, spectrum(one.astype(np.int16), HOP).prints()) for n, one in enumerate(PLAIN.values())]
    assert heard(bank.added(plain), PLAIN[asked]) == []


def test_noise_is_heard_only_when_it_is_the_same(bank: SoundBank) -> None:
    one, other = (np.random.default_rng(seed).normal(0, 3000, 8 * RATE) for seed in (1, 2))
    grown = bank.added([(7, spectrum(one.astype(np.int16), HOP).prints())])
    assert [found.sound for found in heard(grown, one)] == [7]
    assert heard(grown, other) == []


def test_banks_grow_in_any_steps_and_lose_what_is_removed(bank: SoundBank) -> None:
    grown = SoundBank()
    for number, one in enumerate(SOUNDS):
        grown = grown.added([(number, spectrum(one, HOP).prints())])
    for number, one in enumerate(SOUNDS):
        assert [found.sound for found in heard(grown, one)] == [number]
    assert heard(grown.without(2), SOUNDS[2]) == []
    assert [found.sound for found in heard(grown, SOUNDS[2])] == [2]
    assert SoundBank().added([]).segments == ()
