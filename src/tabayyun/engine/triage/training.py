"""From labelled texts to a model, with what it is worth: the same data give the same model, byte for byte.

Words and pieces are weighted by how rare they are and by how unequally the classes use them (the
log-count ratios of naive Bayes), then a logistic regression is fitted with both classes counting
the same. Its probability is fitted to predictions on texts that were held out, and moved so that
0.5 is where saying yes serves both classes best (macro-F1). A model of the same label that was trained
on other texts can be built upon: what it says is one more thing to weigh, and its weights are taken
over as far as the new texts bear it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..text import normalise
from . import metrics
from .features import BITS, Features, features_of
from .logistic import Array, Matrix, fit, sigmoid, sums
from .model import Model, from_bytes, to_bytes

__all__ = ["LEAST", "Report", "TooLittleDataError", "train"]

LEAST = 10
"""Examples of each class that are needed."""
FOLDS = 5
PENALTY = 0.12
_BUILT_UPON = 1.0
"""What another model says is weighed as if it were this share of it: how far it is trusted beforehand."""
_RATIO = 0.5
"""Share of the naive Bayes weights; the rest is 1."""
_BINARY_FROM, _BINARY_TO, _GRID = 0.25, 0.6, 71


class TooLittleDataError(ValueError):
    """A class has too few examples to learn from."""


@dataclass(frozen=True, slots=True)
class Report:
    """What cross-validation found, on texts the model had not seen. Pairs are 95 % intervals."""

    texts: int
    positive: int
    macro_f1: float
    macro_f1_interval: tuple[float, float]
    average_precision: float
    average_precision_interval: tuple[float, float]
    calibration_error: float


@dataclass(frozen=True, slots=True)
class _Fitted:
    columns: NDArray[np.int64]
    """Number of the feature of each weight, rising."""
    weights: Array
    bias: float

    def table(self) -> Array:
        """One weight for each of the 2¹⁸ features."""
        found = np.zeros(1 << BITS)
        found[self.columns] = self.weights
        return found

    def logits(self, features: Features, rows: NDArray[np.bool_]) -> Array:
        """One value for each of the ``rows`` wanted, in order; 0 for the others."""
        return (_sums(features, self.table(), len(rows)) + self.bias)[rows]


def _sums(features: Features, table: NDArray[Any], height: int) -> Array:
    return sums(features.rows, features.values * table[features.numbers], height)


def train(
    label: str,
    texts: Sequence[str],
    labels: Sequence[int],
    base: Model | None = None,
    *,
    penalty: float = PENALTY,
) -> tuple[Model, Report]:
    """Return a model of ``label`` (1 where it holds, 0 where not), built upon ``base``, and what it is worth.

    The more the texts that will be read differ from these, the larger a ``penalty`` serves.
    Raises TooLittleDataError.
    """
    said = np.array(labels, dtype=np.float64)
    normals = [normalise(text) for text in texts]
    if min(len(set(compress(normals, said == one))) for one in (0, 1)) < LEAST:
        raise TooLittleDataError(f"at least {LEAST} different examples of each class are needed")
    features, folds = features_of(normals, texts), _folds(normals, said)
    held_out = np.zeros(len(said))
    for fold in range(FOLDS):
        fitted = _fit(features, said, folds != fold, base, penalty)
        held_out[folds == fold] = fitted.logits(features, folds == fold)
    fitted = _fit(features, said, np.ones(len(said), dtype=bool), base, penalty)
    weights = fitted.table().astype(np.float32)
    model = Model(label, weights, fitted.bias, *_calibrated(held_out, said))
    return from_bytes(to_bytes(model)), _report(held_out, said, folds)


def _folds(normals: Sequence[str], labels: Array) -> NDArray[np.int64]:
    """Deal the texts into folds, each class evenly and copies together, whatever order they came in."""
    fold_of: dict[str, int] = {}
    for label in (1, 0):
        texts = sorted({text for text, said in zip(normals, labels, strict=True) if said == label})
        dealt = np.random.default_rng(7).permutation(len(texts)) % FOLDS
        fold_of |= {text: int(fold) for text, fold in zip(texts, dealt, strict=True)}
    return np.array([fold_of[text] for text in normals], dtype=np.int64)


def _fit(
    features: Features, labels: Array, chosen: NDArray[np.bool_], base: Model | None, penalty: float
) -> _Fitted:
    """Fit the ``chosen`` rows; what ``base`` says of them is one column more."""
    rows = features.rows
    kept = chosen[rows]
    height = len(labels)
    columns, places = np.unique(features.numbers[kept], return_inverse=True)
    values = features.values[kept].astype(np.float64)
    matrix = Matrix(rows[kept].astype(np.int64), places, values, height, len(columns))
    scale = _scale(matrix, labels, chosen)
    scaled = Matrix(matrix.rows, places, values * scale[places], height, len(columns))
    if base:
        scaled = _with(scaled, (_sums(features, base.weights * _BUILT_UPON, height)) * chosen)
    positive = labels[chosen].mean()
    importance = np.where(labels == 1, 0.5 / positive, 0.5 / (1 - positive)) * chosen
    weights, bias = fit(scaled, labels, importance, penalty)
    fitted = _Fitted(columns.astype(np.int64), weights[: len(columns)] * scale, bias)
    if not base:
        return fitted
    whole = fitted.table() + weights[-1] * _BUILT_UPON * base.weights
    return _Fitted(np.arange(1 << BITS), whole, bias)


def _with(matrix: Matrix, column: Array) -> Matrix:
    """The same with one more column, the last."""
    rows = np.arange(matrix.height)
    return Matrix(
        np.concatenate([matrix.rows, rows]),
        np.concatenate([matrix.columns, np.full(matrix.height, matrix.width)]),
        np.concatenate([matrix.values, column]),
        matrix.height,
        matrix.width + 1,
    )


def _scale(matrix: Matrix, labels: Array, chosen: NDArray[np.bool_]) -> Array:
    """One factor a column: rarity × what the classes disagree on."""
    pairs = np.unique(matrix.rows * matrix.width + matrix.columns)
    rows, columns = pairs // matrix.width, pairs % matrix.width
    inside = np.bincount(columns, labels[rows], matrix.width) + 1.0
    outside = np.bincount(columns, 1 - labels[rows], matrix.width) + 1.0
    ratio = np.abs(np.log((inside / inside.sum()) / (outside / outside.sum())))
    rarity = np.log((1.0 + chosen.sum()) / (inside + outside - 1.0)) + 1.0
    result: Array = (rarity / rarity.mean()) * (_RATIO * ratio + 1 - _RATIO)
    return result


def _calibrated(logits: Array, labels: Array) -> tuple[float, float]:
    """Slope and shift from held-out logits to a probability for which 0.5 decides best."""
    rows = np.arange(len(logits))
    line = Matrix(rows, np.zeros_like(rows), logits, len(logits), 1)
    slopes, shift = fit(line, labels, np.ones(len(labels)), 1e-6)
    slope = max(1e-3, float(slopes[0]))
    probability = sigmoid(slope * logits + shift)
    grid = np.linspace(_BINARY_FROM, _BINARY_TO, _GRID)
    worth = np.array([metrics.macro_f1(labels, probability, at) for at in grid])
    smooth = np.convolve(worth, np.ones(9) / 9, mode="valid")
    best = grid[4:-4][int(smooth.argmax())]
    return slope, shift - float(np.log(best / (1 - best)))


def _report(logits: Array, labels: Array, folds: NDArray[np.int64]) -> Report:
    """Each fold's probability is calibrated on the other folds."""
    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        slope, shift = _calibrated(logits[folds != fold], labels[folds != fold])
        scores[folds == fold] = sigmoid(slope * logits[folds == fold] + shift)
    return Report(
        texts=len(labels),
        positive=int(labels.sum()),
        macro_f1=metrics.macro_f1(labels, scores),
        macro_f1_interval=metrics.interval(metrics.macro_f1, labels, scores),
        average_precision=metrics.average_precision(labels, scores),
        average_precision_interval=metrics.interval(metrics.average_precision, labels, scores),
        calibration_error=metrics.calibration_error(labels, scores),
    )
