"""Grouping in order of arrival: is this a copy of a content of the window, or a new content?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..findings import Item, Restored
from ..text import normalise


@dataclass(frozen=True, slots=True)
class Place:
    """Where one item belongs."""

    item: Item
    normal: str
    content: str | None
    """Key of the content it copies; none for a new one."""
    similarity: float = 1.0
    fingerprint: bytes | None = None


class Groups:
    def __init__(self, window: int, restored: Iterable[Restored] = ()) -> None:
        self._window = window
        self._seen: dict[str, str] = {}
        for old in restored:
            self._seen[old.fingerprint.decode("utf-8", "surrogatepass")] = old.content

    def place(self, batch: Sequence[Item]) -> list[Place]:
        return [self._place(item) for item in batch]

    def _place(self, item: Item) -> Place:
        normal = normalise(item.text)
        key = normal or "\0" + item.text
        if (content := self._seen.get(key)) is not None:
            return Place(item, normal, content)
        self._seen[key] = item.key
        return Place(item, normal, None, fingerprint=key.encode("utf-8", "surrogatepass"))
