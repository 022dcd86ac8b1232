"""One-permutation MinHash over runs of five characters, for a whole batch at once.

Two signatures agree in about as many of their 64 values as the texts share of their runs
(Li, Owen and Zhang, "One Permutation Hashing", 2012); empty bins borrow from the next full one
(Shrivastava and Li, 2014).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

GRAM = 5
"""Characters in a run."""
BINS = 64
BANDS, ROWS = 21, 3
"""Two contents are compared when all rows of a band agree: 99 % of pairs that share 60 % do."""

Signatures = NDArray[np.uint16]
"""Texts × 64."""

_EMPTY = 0xFFFF
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def _runs(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return, for every run of characters of every text, the text's place and the run's hash."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(texts)), lengths)
    if len(codes) < GRAM:
        return owners[:0], codes[:0]
    last = len(codes) - GRAM + 1
    hashes = codes[:last].copy()
    for offset in range(1, GRAM):
        hashes = hashes * _BASE + codes[offset : offset + last]
    within = owners[:last] == owners[GRAM - 1 :]
    return owners[:last][within], _mixed(hashes[within])


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread the bits (the finaliser of SplitMix64)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX
    return hashes ^ (hashes >> np.uint64(27)) ^ (hashes >> np.uint64(43))


def _borrowed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Fill every empty bin with the value of the next full one, changed by how far that is."""
    places = np.arange(2 * BINS)
    full = np.concatenate([values, values], axis=1) != _EMPTY
    nearest = np.minimum.accumulate(np.where(full, places, 4 * BINS)[:, ::-1], axis=1)[:, ::-1][:, :BINS]
    distance = np.minimum(nearest - places[:BINS], 2 * BINS).astype(np.uint32)
    taken = np.take_along_axis(values, nearest % BINS, axis=1)
    return (taken + distance * np.uint32(7919)) % np.uint32(_EMPTY)


def signatures(texts: Sequence[str]) -> Signatures:
    """Return the signatures of ``texts``; each depends on its own text alone."""
    owners, hashes = _runs(texts)
    values = np.full(len(texts) * BINS, _EMPTY, np.uint32)
    bins = owners * BINS + (hashes & np.uint64(BINS - 1)).astype(np.int64)
    np.minimum.at(values, bins, ((hashes >> np.uint64(24)) % np.uint64(_EMPTY)).astype(np.uint32))
    return _borrowed(values.reshape(len(texts), BINS)).astype(np.uint16)


def rows_of(signature: Signatures) -> NDArray[np.uint16]:
    """Return the signatures as texts × bands × rows."""
    return signature[:, : BANDS * ROWS].reshape(len(signature), BANDS, ROWS)


def band_keys(signature: Signatures) -> NDArray[np.uint64]:
    """Return texts × bands: a number that two texts share when all rows of that band agree."""
    rows = rows_of(signature).astype(np.uint64)
    keys = rows[..., 0] | rows[..., 1] << np.uint64(16) | rows[..., 2] << np.uint64(32)
    numbered: NDArray[np.uint64] = keys | (np.arange(BANDS, dtype=np.uint64) << np.uint64(48))
    return numbered
