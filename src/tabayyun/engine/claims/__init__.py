"""Claims that were already answered, and which of them a text repeats."""

from __future__ import annotations

from .beside import Piece, beside
from .index import REPEATS, ClaimIndex

__all__ = ["REPEATS", "ClaimIndex", "Piece", "beside"]
