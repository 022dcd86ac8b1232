"""Grouping in order of arrival: is this a copy of a content of the window, or a new content?

The tables are asked once for a whole batch, but each item is decided after all before it, those of
its own batch included; so the result does not depend on where the stream is cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..findings import Item, Restored
from ..text import normalise
from . import fingerprints
from .likeness import SHORTEST, likeness
from .ring import STEPS, Hits, Ring
from .signatures import BANDS, WIDTH, signatures

LONGEST = 1000
"""Normalised characters that are compared; two texts that differ later only are one content."""
_CHUNK = 2048
_AGREEING = 19
"""Signature values (of 66) two texts must share before their words are laid side by side."""
_TRIED = 6
"""Contents whose words are laid beside a text's, those that agree most first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one item belongs."""

    item: Item
    normal: str
    """The normalised text, whole."""
    content: str | None
    """Key of the content it copies; none for a new one."""
    similarity: float = 1.0
    fingerprint: bytes | None = None


def compared(item_text: str, normal: str) -> str:
    """Return what a text is compared by: its normalised beginning, or itself when that is empty."""
    return normal[:LONGEST] if normal else "\0" + item_text[:LONGEST]


class Groups:
    """The contents of the window. Changed in place by `place`."""

    def __init__(self, window: int, restored: Iterable[Restored] = ()) -> None:
        if window < 1:
            raise ValueError("the window holds at least one content")
        self.ring = Ring(window)
        self.texts = [""] * window
        self.contents = [""] * window
        self.exact: dict[str, int] = {}
        self._step = min(_CHUNK, window)
        self._restore(restored)

    def place(self, batch: Sequence[Item]) -> list[Place]:
        """Return where the items belong, in order."""
        chunks = (batch[start : start + self._step] for start in range(0, len(batch), self._step))
        return [place for chunk in chunks for place in _Chunk(self, chunk).places()]

    def _restore(self, restored: Iterable[Restored]) -> None:
        """Put saved contents back in the order in which they were found."""
        read = sorted((*fingerprints.read(old.fingerprint), old.content) for old in restored)
        read = read[-self.ring.window :]
        for start in range(0, len(read), self._step):
            part = read[start : start + self._step]
            for offset, (_, text, content) in enumerate(part):
                self.remember(self.ring.following + offset, text, content)
            texts = [text for _, text, _ in part]
            self.ring.add(signatures(texts), np.array([len(text) >= SHORTEST for text in texts]))

    def remember(self, serial: int, text: str, content: str) -> None:
        """Give a new content its slot; what the slot held is out of the window."""
        slot = serial % self.ring.window
        if self.exact.get(self.texts[slot]) == serial - self.ring.window:
            del self.exact[self.texts[slot]]
        self.texts[slot], self.contents[slot] = text, content
        self.exact[text] = serial


class _Chunk:
    """Items that are looked up together and decided one after another."""

    def __init__(self, groups: Groups, items: Sequence[Item]) -> None:
        self._groups, self._items = groups, items
        self._following = groups.ring.following
        self._normals = [normalise(item.text) for item in items]
        self._texts = [compared(item.text, normal) for item, normal in zip(items, self._normals, strict=True)]
        self._rows = {text: row for row, text in enumerate(dict.fromkeys(filter(self._is_open, self._texts)))}
        self._signatures = signatures(list(self._rows))
        self._shared = _shared_buckets(groups.ring.buckets(self._signatures))
        self._hits = _by_text(groups.ring.hits(self._signatures))
        self._recent: defaultdict[int, list[int]] = defaultdict(list)
        self._added: list[int] = []
        """Rows of the new contents, in order; -1 for one that is found by its exact text only."""

    def places(self) -> list[Place]:
        """Return where the items belong and remember the new contents."""
        places = [self._place(*each) for each in zip(self._items, self._normals, self._texts, strict=True)]
        rows = np.array(self._added, np.int64)
        added = np.zeros((len(rows), WIDTH), np.uint16)
        added[rows >= 0] = self._signatures[rows[rows >= 0]]
        self._groups.ring.add(added, rows >= 0)
        return places

    def _is_open(self, text: str) -> bool:
        """Return whether the words must be looked at: no equal text is sure to stay in the window."""
        serial = self._groups.exact.get(text, 0)
        return len(text) >= SHORTEST and text[0] != "\0" and not self._alive(serial - len(self._items))

    def _alive(self, serial: int) -> bool:
        return serial > max(0, self._following - 1 - self._groups.ring.window)

    def _place(self, item: Item, normal: str, text: str) -> Place:
        serial, similarity = self._groups.exact.get(text, 0), 1.0
        if not self._alive(serial):
            serial, similarity = self._closest(text)
        if serial:
            return Place(item, normal, self._content(serial), similarity)
        self._remember(item, text)
        return Place(item, normal, None, fingerprint=fingerprints.write(item.seq, text))

    def _content(self, serial: int) -> str:
        return self._groups.contents[serial % self._groups.ring.window]

    def _closest(self, text: str) -> tuple[int, float]:
        """Return the serial of the content that ``text`` copies and how alike they are; 0 for none."""
        row = self._rows.get(text)
        if row is None:
            return 0, 0.0
        agreeing = {**self._older(row), **self._younger(row)}
        tried = sorted(agreeing, key=lambda serial: (-agreeing[serial], serial))[:_TRIED]
        window = self._groups.ring.window
        alike = [(likeness(text, self._groups.texts[serial % window]), -serial) for serial in tried]
        best, serial = max(alike, default=(0.0, 0))
        return (-serial, best) if best else (0, 0.0)

    def _older(self, row: int) -> dict[int, int]:
        """Return the contents found before this chunk, and in how many signature values they agree."""
        return {
            serial: agreement
            for bucket, depth, serial, agreement in self._hits.get(row, ())
            if self._alive(serial) and depth + len(self._recent.get(bucket, ())) < STEPS
        }

    def _younger(self, row: int) -> dict[int, int]:
        """Return the same for contents of this chunk."""
        buckets = self._shared.get(row, ())
        near = {serial for bucket in buckets for serial in self._recent.get(bucket, ())[-STEPS:]}
        if not near:
            return {}
        serials, first = sorted(near), self._groups.ring.following
        rows = [self._added[serial - first] for serial in serials]
        agreements = np.count_nonzero(self._signatures[rows] == self._signatures[row], axis=1).tolist()
        found = zip(serials, agreements, strict=True)
        return {serial: agreed for serial, agreed in found if agreed >= _AGREEING}

    def _remember(self, item: Item, text: str) -> None:
        row = self._rows.get(text, -1)
        self._groups.remember(self._following, text, item.key)
        for bucket in self._shared.get(row, ()):
            self._recent[bucket].append(self._following)
        self._added.append(row)
        self._following += 1


def _by_text(hits: Hits) -> dict[int, list[tuple[int, int, int, int]]]:
    """Return bucket, depth, serial and agreement of the contents that agree enough, by text."""
    found = defaultdict(list)
    enough = hits.agreement >= _AGREEING
    columns = (column[enough].tolist() for column in hits)
    for text, *hit in zip(*columns, strict=True):
        found[text].append(tuple(hit))
    return found


def _shared_buckets(buckets: NDArray[np.int64]) -> dict[int, list[int]]:
    """Return, by text, those of its buckets that another text of the chunk is in as well."""
    order = np.argsort(buckets, axis=None, kind="stable")
    sorted_buckets = buckets.ravel()[order]
    twin = np.zeros(len(order) + 1, bool)
    twin[1:-1] = sorted_buckets[1:] == sorted_buckets[:-1]
    twin = twin[1:] | twin[:-1]
    shared = defaultdict(list)
    for place, bucket in zip(order[twin].tolist(), sorted_buckets[twin].tolist(), strict=True):
        shared[place // BANDS].append(bucket)
    return shared
