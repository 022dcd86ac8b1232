"""The one interface to every encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class EncoderError(Exception):
    """The encoder cannot be had; the message says why. Texts are then matched by their words alone."""


class Encoder(Protocol):
    """Turns texts of any language into vectors; texts that say the same lie near each other."""

    @property
    def name(self) -> str:
        """What tells its vectors from those of any other encoder."""

    @property
    def width(self) -> int:
        """Dimensions of a vector."""

    @property
    def axes(self) -> Floats | None:
        """Directions (width × fewer) in which texts differ most, for a first look; none: look at all."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 a text.

        A text's row must not depend on the others: the same stream has to give the same findings
        however it is cut.
        """
