"""The encoder's heavy part as an ONNX graph in whole numbers, built from the weights of the package.

The package holds the network of Google's multilingual Universal Sentence Encoder 3 (Apache-2.0): a
mean of token vectors and of three convolutions (2, 3 and 5 tokens), then four small dense layers. The
convolutions take nearly all of the time. Here they run on 8-bit whole numbers with scales fixed at
building time: sums of whole numbers do not depend on the order in which they are added, so a text gets
the same vector in whatever company it is encoded. (Scales taken from each batch, as dynamic
quantisation does, would make a text's vector depend on its neighbours.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from tabayyun.plugins.encoders.nodes import STEPS, Nodes

Floats = npt.NDArray[np.float32]

ORDERS = ((2, 0), (3, 1), (5, 2))
"""Tokens a convolution sees, and how many of them stand before the token itself."""
WIDTH, BRANCH = 512, 256
"""Dimensions of a token vector and of one convolution."""
BEFORE = AFTER = 2
"""Tokens that the widest convolution sees on either side."""
_CLIPPED = 12.0
"""Standard deviations beyond which an activation is cut off."""


def build(weights: Mapping[str, npt.NDArray[Any]], tokens: Floats) -> bytes:
    """Return the graph as ONNX bytes; ``tokens`` (any number × 512) is a sample that sets the scales.

    Inputs: ``tokens`` (n × 512 floats) and ``windows`` (n × 5 rows, n for «outside the text»).
    Output: ``features`` (n × 1280 floats), one row a token.
    """
    parts = _Parts()
    scale = _scale(tokens)
    quantised = parts.quantise("tokens", scale)
    branches = [parts.branch(weights, size, before, quantised, scale) for size, before in ORDERS]
    joined = parts.add("Concat", ["tokens", *branches], axis=1)
    parts.normalise(joined, weights["ln_g"], weights["ln_b"], float(weights["eps"]), "features")
    return parts.model(
        "use-multilingual-3",
        [
            parts.value("tokens", ["n", WIDTH]),
            parts.value("windows", ["n", BEFORE + 1 + AFTER], whole=True),
        ],
        [parts.value("features", ["n", WIDTH + 3 * BRANCH])],
    )


def _scale(sample: Floats) -> float:
    """The step of an 8-bit number that stands for values such as those of ``sample``."""
    return float(min(np.abs(sample).max(), _CLIPPED * sample.std())) / STEPS


class _Parts(Nodes):
    """The parts that this network is made of."""

    def quantise(self, name: str, scale: float) -> str:
        """Floats to unsigned 8-bit numbers around 128."""
        step, zero = self.constant(np.array(scale, np.float32)), self.constant(np.array(128, np.uint8))
        return self.add("QuantizeLinear", [name, step, zero])

    def dense(self, name: str, scale: float, weight: Floats, bias: Floats) -> str:
        """Floats out of quantised rows × ``weight`` + ``bias``; the weight has one scale a column."""
        zero = self.constant(np.array(128, np.uint8))
        floats, steps = self.product(name, zero, weight)
        scaled = self.add("Mul", [floats, self.floats(steps * scale)])
        return self.add("Add", [scaled, self.floats(bias)])

    def windowed(self, name: str, size: int, before: int) -> str:
        """Each row beside its neighbours; rows outside of the text are 128, which stands for zero."""
        outside = self.constant(np.full((1, BRANCH), 128, np.uint8))
        rows = self.add("Concat", [name, outside], axis=0)
        first = BEFORE - before
        columns = self.constant(np.arange(first, first + size, dtype=np.int64))
        near = self.add("Gather", ["windows", columns], axis=1)
        gathered = self.add("Gather", [rows, near], axis=0)
        return self.add("Reshape", [gathered, self.constant(np.array([-1, size * BRANCH], np.int64))])

    def branch(
        self, weights: Mapping[str, npt.NDArray[Any]], size: int, before: int, tokens: str, scale: float
    ) -> str:
        """One convolution: projection, and two layers that each see ``size`` tokens."""
        of = {name: weights[f"{name}{size}"] for name in ("proj", "proj_b", "ln_g", "ln_b")}
        inner = _CLIPPED * float(np.sqrt((of["ln_g"] ** 2 + of["ln_b"] ** 2).mean())) / STEPS
        projected = self.dense(tokens, scale, of["proj"], of["proj_b"])
        own = self.normalise(projected, of["ln_g"], of["ln_b"], float(weights["eps"]))
        for number in (1, 2):
            near = self.windowed(self.quantise(own, inner), size, before)
            layer = self.dense(near, inner, weights[f"w{number}_{size}"], weights[f"b{number}_{size}"])
            own = self.add("Add", [self.add("Relu", [layer]), own])
        return own
