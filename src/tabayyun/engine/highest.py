"""Which of many numbers are the highest: without sorting, or even copying, all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_BLOCK = 64


def highest(values: npt.NDArray[Any], top: int) -> npt.NDArray[np.intp]:
    """Return the places of the ``top`` highest positive values, and of all that equal the last of them.

    The ``top`` highest of the blocks' maxima are ``top`` of the values, so what is below the least of them
    cannot be among the highest.
    """
    whole = len(values) - len(values) % _BLOCK
    # A block is every n-th value, not a run of them: the maxima are then taken of whole rows at a time.
    maxima = values[:whole].reshape(_BLOCK, -1).max(axis=0) if whole else values[:0]
    least = np.partition(maxima, -top)[-top] if len(maxima) > top else 0
    places = np.flatnonzero(values >= least) if least > 0 else np.flatnonzero(values > 0)
    if len(places) > top:
        found = values[places]
        places = places[found >= np.partition(found, -top)[-top]]
    return places
