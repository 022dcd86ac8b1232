"""Logistic regression over numbered features, in plain numpy: the same numbers for the same data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_STEPS, _MEMORY, _CLOSE = 100, 8, 1e-3
_SHORTEST_STEP = 1e-6


def sums(places: NDArray[Any], values: NDArray[Any], size: int) -> Array:
    """Return the sum of the ``values`` at each of ``size`` places."""
    return np.bincount(places, values, size).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A sparse matrix as triples; ``columns`` are dense, 0 … ``width`` − 1."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Array
    height: int
    width: int

    def times(self, weights: Array) -> Array:
        """One value a row."""
        return sums(self.rows, self.values * weights[self.columns], self.height)

    def transposed_times(self, errors: Array) -> Array:
        """One value a column."""
        return sums(self.columns, self.values * errors[self.rows], self.width)


def _dot(one: Array, other: Array) -> float:
    """The scalar product, summed in one order however many threads there are (`@` is not)."""
    return float(np.add.reduce(one * other))


def sigmoid(logits: Array) -> Array:
    """Return 0–1, without overflow."""
    result: Array = 0.5 * (1.0 + np.tanh(0.5 * logits))
    return result


def fit(matrix: Matrix, labels: Array, importance: Array, penalty: float) -> tuple[Array, float]:
    """Return weights and bias that minimise Σ importance × log-loss + penalty × |weights|² / 2.

    ``labels`` are 0 or 1, one a row; the bias is not penalised.
    """
    signs = 2 * labels - 1

    def loss(point: Array) -> tuple[float, Array]:
        weights, bias = point[:-1], point[-1]
        margins = signs * (matrix.times(weights) + bias)
        errors = -signs * importance * sigmoid(-margins)
        value = float(_dot(importance, np.logaddexp(0.0, -margins)) + 0.5 * penalty * _dot(weights, weights))
        slope = np.append(matrix.transposed_times(errors) + penalty * weights, errors.sum())
        return value, slope

    point = _minimise(loss, np.zeros(matrix.width + 1))
    return point[:-1], float(point[-1])


def _minimise(loss: Callable[[Array], tuple[float, Array]], point: Array) -> Array:
    """Limited-memory BFGS with a backtracking line search."""
    value, slope = loss(point)
    start = float(np.abs(slope).max()) or 1.0
    steps: list[tuple[Array, Array]] = []
    for _step in range(_STEPS):
        if np.abs(slope).max() <= _CLOSE * start:
            break
        direction = _direction(slope, steps)
        found = _search(loss, point, value, slope, direction, step=1.0 if steps else 1.0 / start)
        if found is None:
            break
        moved, value, turned = found
        change = (moved - point, turned - slope)
        if _dot(*change) > 0:
            steps = [*steps[1 - _MEMORY :], change]
        point, slope = moved, turned
    return point


def _direction(slope: Array, steps: list[tuple[Array, Array]]) -> Array:
    direction = -slope
    kept = []
    for moved, turned in reversed(steps):
        along = _dot(moved, direction) / _dot(moved, turned)
        direction = direction - along * turned
        kept.append(along)
    if steps:
        moved, turned = steps[-1]
        direction = direction * (_dot(moved, turned) / _dot(turned, turned))
    for (moved, turned), along in zip(steps, reversed(kept), strict=True):
        direction = direction + moved * (along - _dot(turned, direction) / _dot(moved, turned))
    return direction


def _search(
    loss: Callable[[Array], tuple[float, Array]],
    point: Array,
    value: float,
    slope: Array,
    direction: Array,
    *,
    step: float,
) -> tuple[Array, float, Array] | None:
    fall = _dot(slope, direction)
    while step > _SHORTEST_STEP:
        moved = point + step * direction
        reached, turned = loss(moved)
        if reached <= value + 1e-4 * step * fall:
            return moved, reached, turned
        step *= 0.5
    return None
