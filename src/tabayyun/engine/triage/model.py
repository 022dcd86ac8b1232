"""A trained score as one small file: weights of hashed features, and what turns them into a probability."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .features import BITS

__all__ = ["Model", "UnreadableModelError", "from_bytes", "to_bytes"]

_MAGIC = b"tabayyun triage model 1\n"
_LARGEST = 1 << 22
_STEPS = 127


class UnreadableModelError(ValueError):
    """The bytes are not a model, or one of another version."""


@dataclass(frozen=True, slots=True)
class Model:
    """One label's weights. The probability of a text is σ(slope × (weights · features + bias) + shift)."""

    label: str
    """``check_worthy``, ``threat``, ``offensive`` or ``violent_event``."""
    weights: NDArray[np.float32]
    """One for each of the 2¹⁸ features."""
    bias: float
    slope: float
    shift: float


def to_bytes(model: Model) -> bytes:
    """Return the file of ``model``: a line of JSON, then the weights in 255 steps, packed."""
    scale = float(np.abs(model.weights).max()) / _STEPS or 1.0
    steps = np.rint(model.weights / scale).astype(np.int8)
    head = {
        "label": model.label,
        "bias": model.bias,
        "slope": model.slope,
        "shift": model.shift,
        "scale": scale,
    }
    return _MAGIC + json.dumps(head, sort_keys=True).encode() + b"\n" + zlib.compress(steps.tobytes(), 9)


def from_bytes(data: bytes) -> Model:
    """Return the model that `to_bytes` wrote. Raises UnreadableModelError."""
    if not data.startswith(_MAGIC):
        raise UnreadableModelError("not a triage model of this version")
    head, _, packed = data[len(_MAGIC) :].partition(b"\n")
    try:
        said = json.loads(head)
        steps = np.frombuffer(zlib.decompressobj().decompress(packed, _LARGEST), dtype=np.int8)
        weights = steps.astype(np.float32) * np.float32(said["scale"])
        figures = [float(said[name]) for name in ("bias", "slope", "shift")]
        label = str(said["label"])
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise UnreadableModelError(f"damaged triage model: {error}") from error
    if len(weights) != 1 << BITS:
        raise UnreadableModelError("damaged triage model: weights are missing")
    return Model(label, weights, *figures)
