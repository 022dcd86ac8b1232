"""The network as an ONNX graph: a BERT of twelve layers, its matrices in 8-bit whole numbers.

The scales of the activations are taken from the text itself (dynamic quantisation), which goes through
alone: a vector does not depend on the company of its text.
"""

from __future__ import annotations

import numpy as np

from tabayyun.plugins.encoders.e5_multilingual.packed import Packed, Shape
from tabayyun.plugins.encoders.nodes import Floats, Nodes

_STEPS = 63
"""Seven bits: the products of older processors overflow with eight, and all are to give one result."""


def build(packed: Packed) -> bytes:
    """Return the graph as ONNX bytes: ``tokens`` (n × width floats) in, ``features`` as many out."""
    shape, parts = packed.shape, _Parts(packed)
    rows = parts.norm("tokens", "emb.ln")
    for number in range(shape.layers):
        rows = parts.layer(f"l{number}", rows)
    parts.add("Identity", [rows], "features")
    ends = [parts.value(name, ["n", shape.width]) for name in ("tokens", "features")]
    return parts.model("e5-multilingual", ends[:1], ends[1:])


class _Parts(Nodes):
    """The parts that this network is made of."""

    def __init__(self, packed: Packed) -> None:
        super().__init__()
        self._packed = packed
        self._shape: Shape = packed.shape

    def norm(self, rows: str, name: str) -> str:
        packed = self._packed
        return self.normalise(
            rows, packed.floats(f"{name}.w"), packed.floats(f"{name}.b"), self._shape.epsilon
        )

    def weight(self, name: str, width: int) -> Floats:
        """The matrix ``name`` as it is multiplied from the right: ``width`` rows."""
        return self._packed.floats(f"{name}.w").reshape(-1, width).T

    def dense(self, rows: str, weight: Floats, bias: Floats) -> str:
        """Rows × ``weight`` + ``bias``, in whole numbers."""
        names = [f"{kind}_{len(self.nodes)}" for kind in ("whole", "scale", "zero")]
        self.nodes.append(self._helper.make_node("DynamicQuantizeLinear", [rows], names))
        floats, sizes = self.product(names[0], names[2], weight, _STEPS)
        scaled = self.add("Mul", [floats, self.add("Mul", [names[1], self.floats(sizes)])])
        return self.add("Add", [scaled, self.floats(bias)])

    def layer(self, name: str, rows: str) -> str:
        packed, width = self._packed, self._shape.width
        around = self.dense(
            self.attention(name, rows), self.weight(f"{name}.ao", width), packed.floats(f"{name}.ao.b")
        )
        rows = self.norm(self.add("Add", [rows, around]), f"{name}.aln")
        inner = self.dense(rows, self.weight(f"{name}.fi", width), packed.floats(f"{name}.fi.b"))
        outer = self.weight(f"{name}.fo", self._shape.inner)
        bent = self.dense(self.gelu(inner), outer, packed.floats(f"{name}.fo.b"))
        return self.norm(self.add("Add", [rows, bent]), f"{name}.oln")

    def attention(self, name: str, rows: str) -> str:
        """Each token with what it takes from the others, head by head."""
        shape = self._shape
        kinds = ("q", "k", "v")
        weight = np.concatenate([self.weight(f"{name}.{kind}", shape.width) for kind in kinds], axis=1)
        bias = np.concatenate([self._packed.floats(f"{name}.{kind}.b") for kind in kinds])
        form = self.constant(np.array([-1, 3, shape.heads, shape.width // shape.heads], np.int64))
        together = self.add("Reshape", [self.dense(rows, weight, bias), form])
        asked, keys, values = (self._head(together, place, kind) for place, kind in enumerate(kinds))
        near = self.add("MatMul", [asked, keys])
        scale = self.floats(np.array((shape.width // shape.heads) ** -0.5))
        share = self.add("Softmax", [self.add("Mul", [near, scale])], axis=-1)
        found = self.add("Transpose", [self.add("MatMul", [share, values])], perm=[1, 0, 2])
        return self.add("Reshape", [found, self.constant(np.array([-1, shape.width], np.int64))])

    def _head(self, together: str, place: int, kind: str) -> str:
        """Heads × tokens × their width; keys the other way round."""
        one = self.add("Gather", [together, self.constant(np.array(place, np.int64))], axis=1)
        return self.add("Transpose", [one], perm=[1, 2, 0] if kind == "k" else [1, 0, 2])

    def gelu(self, rows: str) -> str:
        curve = self.add("Erf", [self.add("Div", [rows, self.floats(np.array(2**0.5))])])
        risen = self.add("Add", [curve, self.floats(np.array(1.0))])
        half = self.add("Mul", [rows, risen])
        return self.add("Mul", [half, self.floats(np.array(0.5))])
