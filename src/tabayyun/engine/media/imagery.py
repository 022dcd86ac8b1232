"""A small model of what people tag in pictures: logistic regression over `features`, its error measured."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.features import COUNT
from tabayyun.engine.triage import metrics

LEAST = 25
"""Pictures of each kind that are needed."""
FOLDS = 5
STIFFNESS = 1.0
"""Of the weights, over standardised features."""
STEPS = 60
VERSION = 1


class TooFewTagsError(ValueError):
    """Too few pictures of a kind; the message says how many there are."""


class UnreadableModelError(ValueError):
    """Not a model of this version."""


@dataclass(frozen=True, slots=True)
class Imagery:
    """Weights over standardised features."""

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float

    def score(self, features: NDArray[np.float32]) -> float:
        """0–1."""
        return float(self.scores(features[None])[0])

    def scores(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """0–1 for each row of n × `COUNT`."""
        return _sigmoid(((features - self.mean) / self.spread) @ self.weights + self.bias)


@dataclass(frozen=True, slots=True)
class Measured:
    """Five-fold cross-validation over the same pictures: each was scored by a model that had not seen it."""

    pictures: int
    violent: int
    error: float
    """Share of wrong answers at 0.5."""
    error_interval: tuple[float, float]
    missed: float
    """Share of the violent pictures that were taken for harmless."""
    average_precision: float
    average_precision_interval: tuple[float, float]


def train(pictures: Sequence[tuple[NDArray[np.float32], bool]]) -> tuple[Imagery, Measured]:
    """A model of (features, violent). Raises TooFewTagsError. The same pictures give the same model."""
    labels = np.array([float(violent) for _features, violent in pictures])
    positive = int(labels.sum())
    if min(positive, len(labels) - positive) < LEAST:
        raise TooFewTagsError(
            f"{positive} violent and {len(labels) - positive} other; {LEAST} of each are needed"
        )
    rows = np.stack([features for features, _violent in pictures]).astype(np.float64)
    scores = np.zeros(len(labels))
    folds = _folds(labels)
    for fold in range(FOLDS):
        held = folds == fold
        scores[held] = _fit(rows[~held], labels[~held]).scores(rows[held])
    return _fit(rows, labels), _measured(labels, scores)


def to_bytes(model: Imagery) -> bytes:
    """The model as it is kept."""
    file = io.BytesIO()
    np.savez(
        file,
        version=VERSION,
        mean=model.mean,
        spread=model.spread,
        weights=model.weights,
        bias=model.bias,
        allow_pickle=False,
    )
    return file.getvalue()


def from_bytes(data: bytes) -> Imagery:
    """What `to_bytes` gave. Raises UnreadableModelError."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            model = Imagery(kept["mean"], kept["spread"], kept["weights"], float(kept["bias"]))
            fits = int(kept["version"]) == VERSION and len(model.weights) == COUNT
    except (ValueError, KeyError, OSError) as error:
        raise UnreadableModelError(str(error)) from error
    if not fits:
        raise UnreadableModelError("a model of another version")
    return model


def _fit(rows: NDArray[np.float64], labels: NDArray[np.float64]) -> Imagery:
    """Newton's method; each class weighs as much as the other, so that 0.5 serves both."""
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    design = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    share = labels.mean()
    weight = np.where(labels == 1, 0.5 / share, 0.5 / (1 - share))
    penalty = np.full(design.shape[1], STIFFNESS * len(rows) / 50)
    penalty[-1] = 1e-6
    found = np.zeros(design.shape[1])
    for _ in range(STEPS):
        said = _sigmoid(design @ found)
        slope = design.T @ (weight * (said - labels)) + penalty * found
        curve = (design * (weight * said * (1 - said))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found -= step
        if np.abs(step).max() < 1e-8:  # noqa: PLR2004
            break
    return Imagery(mean, spread, found[:-1], float(found[-1]))


def _folds(labels: NDArray[np.float64]) -> NDArray[np.int64]:
    """Dealt out in turn, each kind by itself, in an order that does not hang on when they were tagged."""
    order = np.random.default_rng(20).permutation(len(labels))
    folds = np.zeros(len(labels), np.int64)
    for kind in (0.0, 1.0):
        mine = order[labels[order] == kind]
        folds[mine] = np.arange(len(mine)) % FOLDS
    return folds


def _measured(labels: NDArray[np.float64], scores: NDArray[np.float64]) -> Measured:
    violent = labels == 1
    return Measured(
        pictures=len(labels),
        violent=int(violent.sum()),
        error=_error(labels, scores),
        error_interval=metrics.interval(_error, labels, scores),
        missed=float((scores[violent] < 0.5).mean()),  # noqa: PLR2004
        average_precision=metrics.average_precision(labels, scores),
        average_precision_interval=metrics.interval(metrics.average_precision, labels, scores),
    )


def _error(labels: NDArray[np.float64], scores: NDArray[np.float64]) -> float:
    return float(((scores >= 0.5) != (labels == 1)).mean())  # noqa: PLR2004


def _sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    said: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(values, -35, 35)))
    return said
