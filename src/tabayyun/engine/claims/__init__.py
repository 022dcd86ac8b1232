"""Which known claim a text repeats."""

from __future__ import annotations

from .index import REPEATS, ClaimIndex

__all__ = ["REPEATS", "ClaimIndex"]
