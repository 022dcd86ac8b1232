"""The last contents, found by band or by their exact text, in arrays that never grow.

A content has a serial number, counted from 1; its slot is the serial modulo the window. Every band
of it is linked into a bucket, newest first. When a slot is taken again, the old serial is out of
the window, and since serials only fall along a bucket, a walk ends at the first that is out: so
nothing is ever removed and there is no pause to forget.

Serials are kept in 32 bits. What matters is how long ago one was given, which wraps around correctly
as long as a state does not take in four thousand million contents.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .signatures import BANDS, ROWS, WIDTH, Signatures, Values

STEPS = 32
"""How far a bucket is walked. Newest first, so a template that thousands fill costs no more."""
_TO_A_BUCKET = 2
"""Contents for each bucket of a full window: fewer buckets cost fewer bytes, and a longer walk."""

Places = NDArray[np.int64]
Links = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_OFFSETS = np.arange(BANDS) * ROWS
_ROUNDS = np.arange(ROWS)


class Hits(NamedTuple):
    """Contents that share a band with a text, one row for each band shared."""

    text: Places
    """Place of the text in the batch."""
    bucket: Places
    depth: Places
    """How many younger contents the bucket held."""
    serial: Places


class _Chains:
    """Serials by bucket, newest first; ``width`` chains for each content."""

    def __init__(self, window: int, width: int) -> None:
        self._window, self._width = window, width
        self.buckets_each = -(-window // _TO_A_BUCKET)
        self._newest: Links = np.zeros(width * self.buckets_each, np.uint32)
        self._older: Links = np.zeros((window, width), np.uint32)

    def buckets(self, keys: Hashes) -> Places:
        """Return texts × chains: the bucket of each; no two chains share one."""
        high = (keys * _SPREAD) >> _HALF
        within = (high * np.uint64(self.buckets_each)) >> _HALF
        return within.astype(np.int64) + np.arange(self._width) * self.buckets_each

    def heads(self, buckets: Places) -> Links:
        """Return the newest serial of each bucket, 0 for none."""
        return self._newest[buckets]

    def older(self, serials: Places, chain: Places | int) -> Links:
        """Return the serials that come next in the chains of ``serials``."""
        older: Links = self._older[serials % self._window, chain]
        return older

    def link(self, serials: Places, buckets: Places) -> None:
        """Put new serials at the heads of their buckets (contents × chains)."""
        slots, short = serials % self._window, serials.astype(np.uint32)[:, None]
        self._older[slots] = self._newest[buckets]
        # Of several that share a bucket the last assignment, here the first content, stays.
        self._newest[buckets[::-1].ravel()] = np.repeat(short[::-1], self._width)
        late = self._newest[buckets] != short
        if late.any():
            row, chain = np.nonzero(late)
            self._follow(row, chain, serials, buckets)

    def _follow(self, row: Places, chain: Places, serials: Places, buckets: Places) -> None:
        """Link the contents whose bucket got another content of the same batch before."""
        bucket, short = buckets[row, chain], serials[row].astype(np.uint32)
        order = np.lexsort((row, bucket))
        row, chain, bucket, short = row[order], chain[order], bucket[order], short[order]
        first = np.ones(len(bucket), bool)
        first[1:] = bucket[1:] != bucket[:-1]
        self._older[serials[row] % self._window, chain] = np.where(
            first, self._newest[bucket], np.roll(short, 1)
        )
        last = np.roll(first, -1)
        self._newest[bucket[last]] = short[last]


class Ring:
    """Signatures and exact texts by slot, and the buckets they are found by."""

    def __init__(self, window: int) -> None:
        self.window = window
        self.following = 1
        """The serial the next content gets."""
        self._bands, self._exact = _Chains(window, BANDS), _Chains(window, 1)
        self._values: Values = np.zeros((window, WIDTH), np.uint8)
        self._hashes: Hashes = np.zeros(window, np.uint64)

    def buckets(self, signature: Signatures) -> Places:
        """Return texts × bands: the bucket of each band; no two bands share one."""
        return self._bands.buckets(signature.keys)

    def band(self, bucket: int) -> int:
        """Return the band that a bucket belongs to."""
        return bucket // self._bands.buckets_each

    def values(self, serial: Places) -> Values:
        """Return the signature values of contents of the window."""
        return self._values[serial % self.window]

    def equal(self, hashes: Hashes) -> Places:
        """Return for each hash of a text the serial of the content of that hash, 0 for none."""
        found = np.zeros(len(hashes), np.int64)
        text = np.arange(len(hashes))
        text, serial = self._alive(text, self._exact.heads(self._exact.buckets(hashes[:, None])[:, 0]))
        while len(text):
            same = self._hashes[serial % self.window] == hashes[text]
            found[text[same]] = serial[same]
            text, serial = text[~same], serial[~same]
            text, serial = self._alive(text, self._exact.older(serial, 0))
        return found

    def hits(self, signature: Signatures, buckets: Places) -> Hits:
        """Return the contents of the window that share a band with the texts of a batch."""
        entry, serial = self._alive(np.arange(buckets.size), self._bands.heads(buckets.ravel()))
        steps: list[tuple[Places, ...]] = []
        for depth in range(STEPS):
            if not len(entry):
                break
            text, band = np.divmod(entry, BANDS)
            same = self._same_band(signature.values, text, band, serial)
            steps.append(
                (text[same], buckets[text[same], band[same]], np.full(int(same.sum()), depth), serial[same])
            )
            entry, serial = self._alive(entry, self._bands.older(serial, band))
        if not steps:
            return Hits(*(np.zeros(0, np.int64),) * 4)
        return Hits(*(np.concatenate(column) for column in zip(*steps, strict=True)))

    def _same_band(self, values: Values, text: Places, band: Places, serial: Places) -> NDArray[np.bool_]:
        """Return which contents have the very values of a text in a band, not only its bucket."""
        mine = values.reshape(-1, BANDS, ROWS)[text, band]
        theirs = self._values.reshape(-1, BANDS, ROWS)[serial % self.window, band]
        same: NDArray[np.bool_] = (mine == theirs).all(axis=1)
        return same

    def _alive(self, entry: Places, links: Links) -> tuple[Places, Places]:
        """Return the entries whose link leads to a content of the window, and its serial."""
        ago = np.uint32(self.following & 0xFFFFFFFF) - links
        alive = (links != 0) & (ago <= min(self.window, self.following - 1)) & (ago > 0)
        return entry[alive], self.following - ago[alive].astype(np.int64)

    def add(self, hashes: Hashes, comparable: NDArray[np.bool_], values: Values, buckets: Places) -> None:
        """Append contents in order, at most ``window`` at once.

        The ``comparable`` ones are found by band: ``values`` and ``buckets`` have a row for each of
        them. The others are found by their exact text only.
        """
        serials = np.arange(self.following, self.following + len(hashes))
        self.following += len(hashes)
        self._hashes[serials % self.window] = hashes
        self._exact.link(serials, self._exact.buckets(hashes[:, None]))
        similar = serials[comparable]
        self._values[similar % self.window] = values
        self._bands.link(similar, buckets)
