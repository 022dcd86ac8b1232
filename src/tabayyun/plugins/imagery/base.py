"""What a plugin for violent imagery speaks: a small picture in, a number out, and how often it errs."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

SIDE = 224
"""Pixels a side of what is looked at."""


class ImageryError(Exception):
    """There is no model, or it cannot be used; the message says why."""


class Scorer(Protocol):
    """A model that was loaded."""

    error: float
    """Share of wrong answers, as whoever put the model there measured it."""

    def score(self, square: NDArray[np.uint8]) -> float:
        """0–1 for RGB of `SIDE` × `SIDE`. Raises ImageryError."""


class ImageryPlugin(Protocol):
    """An entry point of ``tabayyun.imagery``."""

    slug: ClassVar[str]

    def load(self, folder: Path) -> Scorer:
        """The model in ``folder``. Raises ImageryError."""
