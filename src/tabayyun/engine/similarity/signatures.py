"""MinHash of runs of characters and of words, for a whole batch at once.

Two signatures agree in about as many of their values as the texts share of their runs
(Li, Owen and Zhang, "One Permutation Hashing", 2012); empty bins borrow from the next full one
(Shrivastava and Li, 2014). Spaces are left out of the runs, and the dots of Arabic letters: people
add and lose them. A few values are taken
from the words instead, each as the bag of its letters: they stay when words change places, or letters within
a word. The last band is how the text begins, for a text that was cut in half shares too few runs to
be found by the others every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..text.rasm import RASM

GRAM = 5
"""Characters in a run."""
ROWS = 3
"""Two contents are compared when all rows of a band agree."""
GRAM_BANDS, WORD_BANDS = 18, 2
BANDS = GRAM_BANDS + WORD_BANDS + 1
BINS = GRAM_BANDS * ROWS
WORD_VALUES = WORD_BANDS * ROWS
WIDTH = BANDS * ROWS
_SHORT = 4
"""Letters, and the space after them, of words that come last."""
BEGINNING = 16
"""Characters that the last band is made of."""

Codes = NDArray[np.uint32]
Places = NDArray[np.int64]
Values = NDArray[np.uint8]
Mask = NDArray[np.bool_]
_EMPTY = np.uint16(0xFFFF)
_BASE = np.uint32(0x9E3779B1)
_SQUARE = np.uint32(0x9E3779B1**2 & 0xFFFFFFFF)
_SPACE = 32
_AT_ONCE = 512
"""Texts whose letters fit the processor's cache, four bytes each."""
_SEEDS = (np.arange(1, 2 * WORD_VALUES + 1, dtype=np.uint32) * np.uint32(0x85EBCA6B) | np.uint32(1))[:, None]


_RASM = np.arange(0x700, dtype=np.uint32)
_RASM[list(RASM)] = list(RASM.values())


class Signatures(NamedTuple):
    """What texts are looked up by; each row depends on its own text alone."""

    values: Values
    """Texts × 63, one byte each: 54 bins of runs, 6 values of words, 3 of the beginning."""
    keys: NDArray[np.uint64]
    """Texts × bands: a number that two texts share when all rows of that band agree."""


def signatures(texts: Sequence[str]) -> Signatures:
    """Return the signatures of ``texts``, none of which is empty."""
    parts = [_signatures(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
    none = Signatures(np.zeros((0, WIDTH), np.uint8), np.zeros((0, BANDS), np.uint64))
    return Signatures(*map(np.concatenate, zip(*(parts or [none]), strict=True)))


def _signatures(texts: Sequence[str]) -> Signatures:
    codes = _shapes(np.frombuffer((" ".join(texts) + " ").encode("utf-32-le", "surrogatepass"), np.uint32))
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    spaces = codes == _SPACE
    closes = np.flatnonzero(spaces)
    words = np.searchsorted(closes, ends)
    bare_ends = ends - words
    sizes = np.diff(bare_ends, prepend=0)
    bare = codes[~spaces]
    parts = (
        _borrowed(_least_of_runs(bare, bare_ends, sizes)),
        _least_of_words(codes, spaces, closes, words),
        _beginnings(bare, bare_ends - sizes, sizes),
    )
    whole = np.concatenate(parts, axis=1)
    return Signatures((whole & np.uint16(0xFF)).astype(np.uint8), _keys(whole))


def _shapes(codes: Codes) -> Codes:
    """Return letters without their dots: these are the first to slip or to be left out."""
    return np.where(codes < len(_RASM), _RASM[np.minimum(codes, len(_RASM) - 1)], codes)


def _keys(whole: NDArray[np.uint16]) -> NDArray[np.uint64]:
    rows = whole.reshape(len(whole), BANDS, ROWS).astype(np.uint64)
    keys: NDArray[np.uint64] = rows[..., 0] | rows[..., 1] << np.uint64(16) | rows[..., 2] << np.uint64(32)
    return keys


def _mixed(hashes: Codes) -> Codes:
    """Spread the bits (the finaliser of MurmurHash3), in place."""
    hashes ^= hashes >> np.uint32(16)
    hashes *= np.uint32(0x85EBCA6B)
    hashes ^= hashes >> np.uint32(13)
    hashes *= np.uint32(0xC2B2AE35)
    hashes ^= hashes >> np.uint32(16)
    return hashes


def _least_of_runs(codes: Codes, ends: Places, sizes: Places) -> NDArray[np.uint16]:
    """Return texts × bins: the least hash of a run that fell into each bin."""
    texts = len(sizes)
    values = np.full((texts + 1) * BINS, _EMPTY, np.uint16)
    runs = len(codes) - GRAM + 1
    if runs > 0:
        pairs = codes[:-1] * _BASE + codes[1:]
        hashes = _mixed((pairs[:-3] * _SQUARE + pairs[2:-1]) * _BASE + codes[GRAM - 1 :])
        bins = np.repeat(np.arange(0, texts * BINS, BINS), sizes)[:runs]
        bins += ((hashes >> np.uint32(16)) * np.uint32(BINS)) >> np.uint32(16)
        # Runs that reach into the next text go to a row that is thrown away.
        over = (ends[:, None] - np.arange(1, GRAM)).ravel()
        bins[over[(over >= 0) & (over < runs)]] = texts * BINS
        np.minimum.at(values, bins, hashes.astype(np.uint16))
    return values[: texts * BINS].reshape(texts, BINS)


def _borrowed(values: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Fill every empty bin with the value of the next full one, changed by how far that is."""
    text, place = np.nonzero(values == _EMPTY)
    if not len(text):
        return values
    full = np.where(values == _EMPTY, 255, np.arange(BINS)).astype(np.uint8)
    following = np.minimum.accumulate(full[:, ::-1], axis=1)[:, ::-1]
    nearest = following[text, place].astype(np.int64)
    beyond = nearest == 255  # noqa: PLR2004
    nearest[beyond] = following[text[beyond], 0].astype(np.int64) + BINS
    distance = np.minimum(nearest - place, 2 * BINS)
    values[text, place] = (values[text, nearest % BINS] + distance * 7919) % int(_EMPTY)
    return values


def _least_of_words(codes: Codes, spaces: Mask, closes: Places, words: Places) -> NDArray[np.uint16]:
    """Return texts × values: each the least hashes of a word under two permutations, as one.

    ``closes`` are the spaces, one after each word; ``words`` counts the words up to the end of each text.
    Short words come last: all texts share them.
    """
    letters = _mixed(codes * _BASE + np.uint32(1))
    letters[spaces] = 0
    bags = _mixed(np.diff(np.cumsum(letters, dtype=np.uint32)[closes], prepend=np.uint32(0)))
    hashes = (bags * _SEEDS) >> np.uint32(17)
    hashes[:, np.diff(closes, prepend=-1) <= _SHORT] |= np.uint32(0x8000)
    starts = np.concatenate([words[:1] * 0, words[:-1]])
    least = np.minimum.reduceat(hashes, starts, axis=1)
    return (_mixed(least[::2] << np.uint32(16) | least[1::2]).T & np.uint32(0xFFFF)).astype(np.uint16)


def _beginnings(codes: Codes, starts: Places, sizes: Places) -> NDArray[np.uint16]:
    """Return texts × 3: a hash of how every text begins."""
    places = starts[:, None] + np.arange(BEGINNING)
    inside = np.arange(BEGINNING) < sizes[:, None]
    read = np.where(inside, codes[np.minimum(places, len(codes) - 1)], 0).astype(np.uint64)
    powers = np.power(np.uint64(0x9E3779B97F4A7C15), np.arange(BEGINNING, dtype=np.uint64))
    hashes = (read * powers).sum(axis=1, dtype=np.uint64)
    hashes = (hashes ^ hashes >> np.uint64(31)) * np.uint64(0xBF58476D1CE4E5B9)
    return np.stack([hashes >> np.uint64(shift) for shift in (16, 32, 48)], axis=1).astype(np.uint16)
