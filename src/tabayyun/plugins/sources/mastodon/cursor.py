"""How far a timeline was read, so that nothing is lost and nothing comes twice."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tabayyun.plugins.sources.mastodon.format import order

SNOWFLAKE: Final = 1_400_000_000_000
"""Milliseconds since 1970: ids that hold no moment after this are not Mastodon's own kind."""
MOST_RECENT: Final = 5000


@dataclass(frozen=True, slots=True)
class Cursor:
    """``newest``: paging has seen everything up to this id. ``recent``: ids taken that paging may meet again.

    Paging alone moves ``newest``. A status from another server gets an id of the moment it was
    written, but arrives later: so each poll starts ``overlap`` seconds before ``newest``, and a
    stream delivers early without being trusted to deliver all.
    """

    newest: str = ""
    recent: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """The cursor in ``text``; a beginning when there is none in it."""
        try:
            value = json.loads(text)
            newest, recent = str(value["newest"]), tuple(str(one) for one in value["recent"])
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()
        return cls(newest, recent)

    def dump(self) -> str:
        """The cursor as text."""
        return json.dumps({"newest": self.newest, "recent": list(self.recent)})

    def start(self, overlap: int) -> str:
        """The id after which to read: ``overlap`` seconds before ``newest``, where ids hold the time."""
        if not self.newest.isdecimal():
            return self.newest
        number = int(self.newest)
        if number >> 16 < SNOWFLAKE:
            return self.newest
        return str(max(number - (overlap * 1000 << 16), 0))

    def paged(self, ids: Iterable[str], overlap: int) -> Cursor:
        """After paging has met ``ids``: what lies before the overlap needs no remembering."""
        ids = list(ids)
        moved = Cursor(max((self.newest, *ids), key=order))
        floor = order(moved.start(overlap))
        kept = {one for one in (*self.recent, *ids) if order(one) > floor}
        return Cursor(moved.newest, tuple(sorted(kept, key=order))[-MOST_RECENT:])

    def streamed(self, ids: Iterable[str]) -> Cursor:
        """After the stream has given ``ids``."""
        return Cursor(self.newest, (*self.recent, *ids))
