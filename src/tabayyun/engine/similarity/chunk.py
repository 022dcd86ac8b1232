"""Texts that are looked up together and decided one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .contents import Contents
from .likeness import SHORTEST, likeness
from .ring import STEPS, Hashes, Hits, Places, Ring
from .signatures import BANDS, BINS, ROWS, WORD_VALUES, Values, signatures

LARGEST = 2048
"""Texts in a chunk."""
_AGREEING, _AGREEING_WORDS = 16, 3
"""Signature values of runs (of 54), or of words (of 6), that two texts must share before their words are laid
side by side."""
_TRIED = 6
"""Contents whose words are laid beside a text's, those that agree most first."""
_SLOTS = 1 << 18

Found = tuple[str | None, float]
"""Key of the content that a text copies, none for a new one, and how alike they are."""
_NEW: Found = None, 1.0


def is_comparable(text: str) -> bool:
    """Return whether a text is long enough to be compared by more than equality."""
    return len(text) >= SHORTEST and text[0] != "\0"


def hashes_of(texts: Sequence[str]) -> Hashes:
    """Return a number for each text, equal for equal texts, good within this process."""
    return np.fromiter(map(hash, texts), np.int64, len(texts)).view(np.uint64)


class Chunk:
    """At most `LARGEST` texts, and no more than the window holds."""

    def __init__(self, ring: Ring, contents: Contents, texts: Sequence[str], keys: Sequence[str]) -> None:
        self._ring, self._contents, self._texts, self._keys = ring, contents, texts, keys
        self._added: list[int] = []
        """Rows of the new contents, in order."""
        self._added_keys: list[str] = []
        self._different = list(dict.fromkeys(texts))
        self._hashes = hashes_of(self._different)
        self._serials = self._equal()
        """Serial of the content with the very text of a row; 0 while there is none."""
        opened = self._open()
        self._places = dict(zip(opened, range(len(opened)), strict=True))
        """Row → its place among the signatures."""
        self._signatures = signatures([self._different[row] for row in opened])
        self._buckets = ring.buckets(self._signatures)
        self._older_hits = self._agreeing(ring.hits(self._signatures, self._buckets))
        self._shared = _shared(self._buckets, self._signatures.values, self._older_hits)
        self._recent: defaultdict[int, list[int]] = defaultdict(list)

    def found(self) -> list[Found]:
        """Return what each text is a copy of, in order, and remember the new contents."""
        rows = {text: row for row, text in enumerate(self._different)}
        found = [self._found(rows[text], key) for text, key in zip(self._texts, self._keys, strict=True)]
        self._contents.remember(
            self._ring.following, [self._different[row] for row in self._added], self._added_keys
        )
        places = np.array([self._places.get(row, -1) for row in self._added], np.int64)
        similar = places >= 0
        chosen = places[similar]
        self._ring.add(
            self._hashes[self._added], similar, self._signatures.values[chosen], self._buckets[chosen]
        )
        return found

    def _found(self, row: int, key: str) -> Found:
        place, serial = self._places.get(row, -1), self._serials[row]
        if serial and self._alive(serial):
            return self._key(serial), 1.0
        if place in self._older_hits or place in self._shared:
            serial, similarity = self._closest(row, place)
            if serial:
                return self._key(serial), similarity
            for bucket in self._shared.get(place, ()):
                self._recent[bucket].append(self._following())
        self._serials[row] = self._following()
        self._added.append(row)
        self._added_keys.append(key)
        return _NEW

    def _equal(self) -> list[int]:
        serials: list[int] = self._ring.equal(self._hashes).tolist()
        for row, serial in enumerate(serials):
            if serial and self._contents.text(serial) != self._different[row]:
                serials[row] = 0
        return serials

    def _open(self) -> list[int]:
        """Return the rows whose words must be looked at: no equal text is sure to stay in the window."""
        all_new = len(self._texts)
        return [
            row
            for row, (text, serial) in enumerate(zip(self._different, self._serials, strict=True))
            if is_comparable(text) and not (serial and self._alive(serial - all_new))
        ]

    def _alive(self, serial: int) -> bool:
        return serial > max(0, self._following() - 1 - self._ring.window)

    def _following(self) -> int:
        return self._ring.following + len(self._added)

    def _key(self, serial: int) -> str:
        younger = serial - self._ring.following
        return self._added_keys[younger] if younger >= 0 else self._contents.key(serial)

    def _text(self, serial: int) -> str:
        younger = serial - self._ring.following
        return self._different[self._added[younger]] if younger >= 0 else self._contents.text(serial)

    def _closest(self, row: int, place: int) -> tuple[int, float]:
        """Return the serial of the content that a text copies and how alike they are; 0 for none."""
        agreeing = {**self._older(place), **self._younger(place)}
        if not agreeing:
            return 0, 0.0
        text = self._different[row]
        tried = sorted(agreeing, key=lambda serial: (-agreeing[serial], serial))[:_TRIED]
        alike = [(likeness(text, self._text(serial)), -serial) for serial in tried]
        best, serial = max(alike)
        return (-serial, best) if best else (0, 0.0)

    def _older(self, place: int) -> dict[int, int]:
        """Return the contents found before this chunk, and in how many signature values they agree."""
        return {
            serial: agreement
            for bucket, depth, serial, agreement in self._older_hits.get(place, ())
            if self._alive(serial) and depth + len(self._recent.get(bucket, ())) < STEPS
        }

    def _younger(self, place: int) -> dict[int, int]:
        """Return the same for contents of this chunk."""
        near = [
            (serial, self._ring.band(bucket))
            for bucket in self._shared.get(place, ())
            for serial in self._recent[bucket][-STEPS:]
        ]
        if not near:
            return {}
        serials, bands = np.array(near).T
        others = [self._places[self._added[serial - self._ring.following]] for serial in serials]
        same = self._signatures.values[others] == self._signatures.values[place]
        of_band = same.reshape(-1, BANDS, ROWS)[np.arange(len(near)), bands].all(axis=1)
        agreement = _agreement(same)
        chosen = of_band & (agreement > 0)
        return dict(zip(serials[chosen].tolist(), agreement[chosen].tolist(), strict=True))

    def _agreeing(self, hits: Hits) -> dict[int, list[tuple[int, int, int, int]]]:
        """Return bucket, depth, serial and agreement of the contents that agree enough, by text."""
        agreement = _agreement(self._signatures.values[hits.text] == self._ring.values(hits.serial))
        enough = agreement > 0
        found = defaultdict(list)
        for text, *hit in zip(*(column[enough].tolist() for column in (*hits, agreement)), strict=True):
            found[text].append(tuple(hit))
        return found


def _agreement(same: NDArray[np.bool_]) -> Places:
    """Return how many values agree of pairs of texts (pairs × values); 0 when they are too few."""
    runs = np.count_nonzero(same[:, :BINS], axis=1)
    words = np.count_nonzero(same[:, BINS : BINS + WORD_VALUES], axis=1)
    return np.where((runs >= _AGREEING) | (words >= _AGREEING_WORDS), runs + words, 0)


def _shared(
    buckets: Places, values: Values, older: dict[int, list[tuple[int, int, int, int]]]
) -> dict[int, list[int]]:
    """Return, by text, the buckets in which other texts of the chunk have to be counted.

    These are buckets that several texts are in, of which two have the same values in that band or
    one has an older content to be compared with.
    """
    entries = _meeting(buckets.ravel())
    text, band = np.divmod(entries, BANDS)
    pairs = values.reshape(-1, BANDS, ROWS)[text, band, :2].astype(np.int64)
    order = np.argsort(buckets[text, band] << 16 | pairs[:, 0] << 8 | pairs[:, 1])
    text, bucket, pairs = text[order], buckets[text, band][order], pairs[order]
    twins = (bucket[1:] == bucket[:-1]) & (pairs[1:] == pairs[:-1]).all(axis=1)
    asked = [hit[0] for hits in older.values() for hit in hits]
    counted = np.isin(bucket, np.concatenate([bucket[1:][twins], np.array(asked, np.int64)]))
    shared = defaultdict(list)
    for place, one in zip(text[counted].tolist(), bucket[counted].tolist(), strict=True):
        shared[place].append(one)
    return shared


def _meeting(buckets: Places) -> Places:
    """Return the places of (at least) those buckets that occur more than once."""
    slots = buckets & (_SLOTS - 1)
    places = np.arange(len(buckets), dtype=np.int32)
    last = np.zeros(_SLOTS, np.int32)
    last[slots] = places
    meeting = np.zeros(_SLOTS, bool)
    meeting[slots[last[slots] != places]] = True
    return np.flatnonzero(meeting[slots])
