"""The signatures of the last contents, found by band, in arrays that never grow.

A content has a serial number, counted from 1; its slot is the serial modulo the window. Every band
of it is linked into a bucket, newest first. When a slot is taken again, the old serial is out of
the window, and since serials only fall along a bucket, a walk ends at the first that is out: so
nothing is ever removed and there is no pause to forget.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .signatures import BANDS, WIDTH, Signatures, band_keys

STEPS = 32
"""How far a bucket is walked. Newest first, so a template that thousands fill costs no more."""

Serials = NDArray[np.int64]
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


class Hits(NamedTuple):
    """Contents that share a band with a text, one row for each band shared."""

    text: NDArray[np.int64]
    """Place of the text in the batch; rows are ordered by it."""
    bucket: NDArray[np.int64]
    depth: NDArray[np.int64]
    """How many younger contents the bucket held."""
    serial: Serials
    agreement: NDArray[np.int64]
    """Signature values both have, 0–66."""


class Ring:
    """Signatures by slot and buckets by band."""

    def __init__(self, window: int) -> None:
        self.window = window
        self.following = 1
        """The serial the next content gets."""
        self._bits = max(4, (window - 1).bit_length())
        self._newest: Serials = np.zeros(BANDS << self._bits, np.int64)
        self._older: Serials = np.zeros((window, BANDS), np.int64)
        self._signatures: Signatures = np.zeros((window, WIDTH), np.uint16)

    def buckets(self, signature: Signatures) -> NDArray[np.int64]:
        """Return texts × bands: the bucket of each band; no two bands share one."""
        within = band_keys(signature) * _SPREAD >> np.uint64(64 - self._bits)
        return within.astype(np.int64) + (np.arange(BANDS) << self._bits)

    def alive(self, serial: Serials) -> NDArray[np.bool_]:
        """Return which serials the window still holds (0 is none)."""
        return serial > max(0, self.following - 1 - self.window)

    def hits(self, signature: Signatures) -> Hits:
        """Return the contents of the window that share a bucket with the texts of a batch."""
        heads = self.buckets(signature)
        serials = self._newest[heads]
        text, band = np.nonzero(self.alive(serials))
        serial = serials[text, band]
        steps: list[tuple[NDArray[np.int64], ...]] = []
        for depth in range(STEPS):
            steps.append((text, heads[text, band], np.full(len(text), depth), serial))
            serial = self._older[serial % self.window, band]
            going = self.alive(serial)
            text, band, serial = text[going], band[going], serial[going]
            if not len(text):
                break
        return self._agreeing(signature, *(np.concatenate(column) for column in zip(*steps, strict=True)))

    def _agreeing(
        self,
        signature: Signatures,
        text: NDArray[np.int64],
        bucket: NDArray[np.int64],
        depth: NDArray[np.int64],
        serial: Serials,
    ) -> Hits:
        same = signature[text] == self._signatures[serial % self.window]
        agreement = np.count_nonzero(same, axis=1)
        order = np.lexsort((depth, text))
        return Hits(text[order], bucket[order], depth[order], serial[order], agreement[order])

    def add(self, signature: Signatures, found_by_band: NDArray[np.bool_]) -> None:
        """Append contents in order, at most ``window`` at once; only the marked ones can be found."""
        serials = np.arange(self.following, self.following + len(signature))
        self.following += len(signature)
        self._signatures[serials % self.window] = signature
        self._link(np.repeat(serials[found_by_band], BANDS), self.buckets(signature[found_by_band]).ravel())

    def _link(self, serial: Serials, buckets: NDArray[np.int64]) -> None:
        """Put serials at the heads of their buckets, one link for each band in turn."""
        if not len(serial):
            return
        places = np.lexsort((serial, buckets))
        buckets, serial = buckets[places], serial[places]
        first = np.ones(len(buckets), bool)
        first[1:] = buckets[1:] != buckets[:-1]
        older = np.where(first, self._newest[buckets], np.roll(serial, 1))
        self._older[serial % self.window, places % BANDS] = older
        last = np.roll(first, -1)
        self._newest[buckets[last]] = serial[last]
