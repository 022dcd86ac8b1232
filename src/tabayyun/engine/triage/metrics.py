"""How good a score is: figures with their uncertainty, resampled from a fixed seed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Measure = Callable[[Array, Array], float]
_DRAWS = 500
_BINS = 10


def macro_f1(labels: Array, scores: Array, threshold: float = 0.5) -> float:
    """Return the mean of the F1 of both classes, where ``scores`` ≥ ``threshold`` says 1."""
    said = scores >= threshold
    total = 0.0
    for said_so, so in ((said, labels == 1), (~said, labels == 0)):
        either = said_so.sum() + so.sum()
        total += 2 * float((said_so & so).sum()) / float(either) if either else 0.0
    return total / 2


def average_precision(labels: Array, scores: Array) -> float:
    """Return the mean of the precision at every positive, in falling order of score."""
    order = np.argsort(-scores, kind="stable")
    found = labels[order]
    if not found.any():
        return 0.0
    precision = np.cumsum(found) / np.arange(1, len(found) + 1)
    return float(precision[found == 1].mean())


def calibration_error(labels: Array, scores: Array) -> float:
    """Return the mean distance between what was said and what happened, over ten bins of scores."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    gaps = np.bincount(bins, labels - scores, _BINS)
    return float(np.abs(gaps).sum() / max(1, len(labels)))


def interval(measure: Measure, labels: Array, scores: Array) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of ``measure`` over rows drawn with replacement."""
    draw = np.random.default_rng(20)
    size = len(labels)
    found = [measure(labels[rows], scores[rows]) for rows in draw.integers(0, size, (_DRAWS, size))]
    low, high = np.percentile(found, (2.5, 97.5))
    return float(low), float(high)
