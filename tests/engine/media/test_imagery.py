"""A model of tags learns what can be learnt, says how often it errs, and refuses what is too little."""

import numpy as np
import pytest

from tabayyun.engine.media import imagery
from tabayyun.engine.media.features import COUNT, SIDE, features


def coloured(red: int, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    picture = chance.integers(0, 200, (SIDE, SIDE, 3), dtype=np.uint8)
    picture[: SIDE // 3, :, 0] = np.clip(picture[: SIDE // 3, :, 0].astype(int) + red, 0, 255)
    return picture


def test_features_tell_colour_and_nothing_else_of_shape() -> None:
    one, other = features(coloured(0, 1)), features(coloured(120, 1))
    assert one.shape == (COUNT,)
    assert np.isfinite(one).all()
    assert np.abs(one - other).max() > 0.1
    assert np.isfinite(features(np.zeros((SIDE, SIDE, 3), np.uint8))).all()
    with pytest.raises(ValueError, match="pixels"):
        features(np.zeros((2, 2, 3), np.uint8))


def test_what_differs_is_learnt_and_chance_is_not() -> None:
    rows = [(features(coloured(90 * (n % 2), n)), n % 2 == 1) for n in range(80)]
    model, measured = imagery.train(rows)
    assert measured.error < 0.1
    assert (measured.pictures, measured.violent) == (80, 40)
    again = imagery.from_bytes(imagery.to_bytes(model))
    assert again.score(rows[1][0]) == model.score(rows[1][0]) > 0.5
    chance = np.random.default_rng(3).random(80) < 0.5
    _model, lost = imagery.train([(row, bool(said)) for (row, _v), said in zip(rows, chance, strict=True)])
    assert lost.error > 0.3


def test_too_few_are_refused_with_their_number() -> None:
    row = np.zeros(COUNT, np.float32)
    with pytest.raises(imagery.TooFewTagsError, match="3 violent and 40 other"):
        imagery.train([(row, n < 3) for n in range(43)])
    with pytest.raises(imagery.UnreadableModelError):
        imagery.from_bytes(b"no model")
