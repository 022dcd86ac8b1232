"""Claims that were already answered, and which of them a text repeats."""

from __future__ import annotations

from .beside import Piece, beside
from .index import REPEATS, ClaimIndex
from .judgement import PACKAGED, Judge, Weights
from .second import SecondLook

__all__ = ["PACKAGED", "REPEATS", "ClaimIndex", "Judge", "Piece", "SecondLook", "Weights", "beside"]
