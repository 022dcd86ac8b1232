"""Counts that vary more than chance alone would have them (negative binomial)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from math import exp, log, log1p

_MOST = 1_000_000


def quantile(mean: float, size: float, share: float) -> int:
    """Return the smallest count that is not exceeded with probability ``share`` (below 1).

    ``size`` tells how much more than chance it varies: variance = mean + mean² / size.
    """
    below = 0.0
    for number, weight in enumerate(_weights(mean, size)):
        below += weight
        if below >= share or number >= _MOST:
            return number
    raise AssertionError  # the weights never end


def at_least(least: int, mean: float, size: float) -> float:
    """Return the probability of a count of ``least`` or more."""
    below = sum(weight for _number, weight in zip(range(least), _weights(mean, size), strict=False))
    return max(0.0, 1.0 - below)


def _weights(mean: float, size: float) -> Iterator[float]:
    """The probability of 0, 1, 2 …"""
    if mean <= 0:
        yield 1.0
        mean = 1e-12
    ratio = log(mean) - log(mean + size)
    weight = -size * log1p(mean / size)
    for number in count():
        yield exp(weight)
        weight += ratio + log((number + size) / (number + 1))
