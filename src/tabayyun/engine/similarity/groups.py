"""Grouping in order of arrival: is this a copy of a content of the window, or a new content?

The tables are asked once for a whole batch, but each item is decided after all before it, those of
its own batch included; so the result does not depend on where the stream is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from ..findings import Item, Restored
from ..text import normalise_all
from . import fingerprints
from .chunk import LARGEST, Chunk, hashes_of, is_comparable
from .contents import Contents
from .ring import Ring
from .signatures import signatures

LONGEST = 1000
"""Normalised characters that are compared; two texts that differ later only are one content."""


class Place(NamedTuple):
    """Where one item belongs."""

    item: Item
    normal: str
    """The normalised text, whole."""
    content: str | None
    """Key of the content it copies; none for a new one."""
    similarity: float

    @property
    def fingerprint(self) -> bytes | None:
        """What to save of a new content; none for a copy."""
        if self.content is not None:
            return None
        return fingerprints.write(self.item.seq, compared(self.item.text, self.normal))


def compared(text: str, normal: str) -> str:
    """Return what a text is compared by: its normalised beginning, or itself when that is empty."""
    return normal[:LONGEST] if normal else "\0" + text[:LONGEST]


class Groups:
    """The contents of the window. Changed in place by `place`."""

    def __init__(self, window: int, restored: Iterable[Restored] = ()) -> None:
        if window < 1:
            raise ValueError("the window holds at least one content")
        self.ring, self.contents = Ring(window), Contents(window)
        self._step = min(LARGEST, window)
        self._restore(restored)

    def place(self, batch: Sequence[Item]) -> list[Place]:
        """Return where the items belong, in order."""
        chunks = (batch[start : start + self._step] for start in range(0, len(batch), self._step))
        return [place for chunk in chunks for place in self._placed(chunk)]

    def _placed(self, items: Sequence[Item]) -> Iterable[Place]:
        normals = normalise_all([item.text for item in items])
        texts = [compared(item.text, normal) for item, normal in zip(items, normals, strict=True)]
        keys = [item.key for item in items]
        found = Chunk(self.ring, self.contents, texts, keys).found()
        return [Place(item, normal, *each) for item, normal, each in zip(items, normals, found, strict=True)]

    def _restore(self, restored: Iterable[Restored]) -> None:
        """Put saved contents back. Raises ``ValueError`` when they are not in the order of their numbers."""
        last = -1
        contents = iter(restored)
        while part := list(islice(contents, self._step)):
            read = [fingerprints.read(old.fingerprint) for old in part]
            numbers = [last, *(number for number, _ in read)]
            if any(one >= other for one, other in pairwise(numbers)):
                raise ValueError("contents are restored in the order in which they were found")
            last = numbers[-1]
            self._remember([text for _, text in read], [old.content for old in part])

    def _remember(self, texts: list[str], keys: list[str]) -> None:
        self.contents.remember(self.ring.following, texts, keys)
        comparable = np.array([is_comparable(text) for text in texts])
        similar = signatures([text for text in texts if is_comparable(text)])
        self.ring.add(hashes_of(texts), comparable, similar.values, self.ring.buckets(similar))
