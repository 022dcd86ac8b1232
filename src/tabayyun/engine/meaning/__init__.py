"""What texts mean, as vectors of an encoder that is handed in, and which of many are near one."""

from __future__ import annotations

from .encoder import Encoder, EncoderError
from .vectors import Vectors, Whole, cosines, whole

__all__ = ["Encoder", "EncoderError", "Vectors", "Whole", "cosines", "whole"]
