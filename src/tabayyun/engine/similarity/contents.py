"""What is kept of each content besides its signature: its key and the text it is compared by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Held = NDArray[np.object_]

_ONE_BYTE = "iso8859_6"
_OTHER = b"\xff"
"""Begins a text that is kept in UTF-8; no text in one byte a letter begins so."""


def packed(text: str) -> bytes:
    """Return ``text`` in one byte a letter where it is in Arabic and Latin letters: half of UTF-8."""
    try:
        return text.encode(_ONE_BYTE)
    except UnicodeEncodeError:
        return _OTHER + text.encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> str:
    """Return the text that was `packed`."""
    if data.startswith(_OTHER):
        return data[1:].decode("utf-8", "surrogatepass")
    return data.decode(_ONE_BYTE)


def packed_all(texts: Sequence[str]) -> list[bytes]:
    """Return the texts, each `packed`; all at once when they are all in one byte a letter."""
    try:
        whole = "".join(texts).encode(_ONE_BYTE)
    except UnicodeEncodeError:
        return [packed(text) for text in texts]
    ends = list(accumulate(map(len, texts), initial=0))
    return [whole[start:end] for start, end in pairwise(ends)]


class Contents:
    """Keys and texts by slot (serial modulo window); what a slot held before is forgotten."""

    def __init__(self, window: int) -> None:
        self._window = window
        # Not lists: the garbage collector would walk through millions of entries again and again.
        self._keys: Held = np.empty(window, object)
        self._texts: Held = np.empty(window, object)

    def remember(self, serial: int, texts: Sequence[str], keys: Sequence[str]) -> None:
        """Keep new contents, at most as many as the window holds; ``serial`` is the first one's."""
        slot = serial % self._window
        _put(self._keys, slot, keys)
        _put(self._texts, slot, packed_all(texts))

    def key(self, serial: int) -> str:
        """Return the key of a content of the window."""
        key: str = self._keys[serial % self._window]
        return key

    def text(self, serial: int) -> str:
        """Return the text of a content of the window."""
        return unpacked(self._texts[serial % self._window])


def _put(held: Held, slot: int, given: Sequence[Any]) -> None:
    """Write from ``slot`` on, and what is beyond the end from the beginning."""
    fitting = given[: len(held) - slot]
    held[slot : slot + len(fitting)] = fitting
    held[: len(given) - len(fitting)] = given[len(fitting) :]
