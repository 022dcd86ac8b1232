"""One-permutation MinHash over runs of five characters, for a whole batch at once.

Two signatures agree in about as many of their values as the texts share of their runs
(Li, Owen and Zhang, "One Permutation Hashing", 2012); empty bins borrow from the next full one
(Shrivastava and Li, 2014). The last band is how the text begins, for a text that was cut in half
shares too few runs to be found by the others every time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

GRAM = 5
"""Characters in a run."""
BANDS, ROWS = 22, 3
"""Two contents are compared when all rows of a band agree: 99 % of pairs that share 60 % do."""
BINS = (BANDS - 1) * ROWS
WIDTH = BANDS * ROWS
BEGINNING = 20
"""Characters that the last band is made of."""

Signatures = NDArray[np.uint16]
"""Texts × 66: the least hash in each of 63 bins, then a hash of the beginning in three parts."""

Codes = NDArray[np.uint64]
_EMPTY = 0xFFFF
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def _runs(codes: Codes, lengths: NDArray[np.int64]) -> tuple[NDArray[np.int64], Codes]:
    """Return, for every run of characters of every text, the text's place and the run's hash."""
    owners = np.repeat(np.arange(len(lengths)), lengths)
    last = max(0, len(codes) - GRAM + 1)
    hashes = codes[:last].copy()
    for offset in range(1, GRAM):
        hashes = hashes * _BASE + codes[offset : offset + last]
    within = owners[:last] == owners[len(owners) - last :]
    return owners[:last][within], _mixed(hashes[within])


def _beginnings(codes: Codes, lengths: NDArray[np.int64]) -> Codes:
    """Return the hash of how every text begins."""
    starts = np.cumsum(lengths) - lengths
    hashes = np.zeros(len(lengths), np.uint64)
    for offset in range(BEGINNING):
        inside = np.minimum(starts + offset, len(codes) - 1)
        hashes = hashes * _BASE + np.where(offset < lengths, codes[inside], 0)
    return _mixed(hashes)


def _mixed(hashes: Codes) -> Codes:
    """Spread the bits (the finaliser of SplitMix64)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX
    mixed: Codes = hashes ^ (hashes >> np.uint64(27)) ^ (hashes >> np.uint64(43))
    return mixed


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
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    encoded = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(encoded, np.uint32).astype(np.uint64)
    if not len(codes):
        return np.zeros((len(texts), WIDTH), np.uint16)
    beginnings = _beginnings(codes, lengths)
    parts = [beginnings >> np.uint64(shift) & np.uint64(_EMPTY) for shift in (0, 16, 32)]
    least = _borrowed(_least(*_runs(codes, lengths), len(texts)))
    return np.column_stack([least, *parts]).astype(np.uint16)


def _least(owners: NDArray[np.int64], hashes: Codes, texts: int) -> NDArray[np.uint32]:
    """Return texts × bins: the least hash that fell into each bin."""
    values = np.full(texts * BINS, _EMPTY, np.uint32)
    bins = owners * BINS + (hashes % np.uint64(BINS)).astype(np.int64)
    np.minimum.at(values, bins, ((hashes >> np.uint64(24)) % np.uint64(_EMPTY)).astype(np.uint32))
    return values.reshape(texts, BINS)


def rows_of(signature: Signatures) -> NDArray[np.uint16]:
    """Return the signatures as texts × bands × rows."""
    return signature.reshape(len(signature), BANDS, ROWS)


def band_keys(signature: Signatures) -> NDArray[np.uint64]:
    """Return texts × bands: a number that two texts share when all rows of that band agree."""
    rows = rows_of(signature).astype(np.uint64)
    keys = rows[..., 0] | rows[..., 1] << np.uint64(16) | rows[..., 2] << np.uint64(32)
    numbered: NDArray[np.uint64] = keys | (np.arange(BANDS, dtype=np.uint64) << np.uint64(48))
    return numbered
