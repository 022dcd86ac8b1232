"""The nodes and constants of an ONNX graph that is being written; what is heavy in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

STEPS = 127
_FLOAT = 1


class Nodes:
    """Grows by one node at a call; each call returns the name of what the node gives."""

    def __init__(self) -> None:
        from onnx import helper

        self._helper: Any = helper
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def add(self, kind: str, inputs: Sequence[str], output: str = "", **attributes: Any) -> str:
        """Add a node with one output."""
        name = output or f"{kind}_{len(self.nodes)}"
        self.nodes.append(self._helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, value: npt.NDArray[Any]) -> str:
        """Add a constant."""
        from onnx import numpy_helper

        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def floats(self, value: npt.NDArray[Any]) -> str:
        """Add a constant in single floats."""
        return self.constant(value.astype(np.float32))

    def product(self, name: str, zero: str, weight: Floats, steps: int = STEPS) -> tuple[str, Floats]:
        """Multiply quantised rows by ``weight``: floats in steps, and the size of a step in each column."""
        sizes = np.maximum(np.abs(weight).max(0), 1e-9) / steps
        whole = np.rint(weight / sizes).astype(np.int8)
        found = self.add("MatMulInteger", [name, self.constant(whole), zero])
        return self.add("Cast", [found], to=_FLOAT), sizes

    def normalise(self, name: str, gain: Floats, bias: Floats, epsilon: float, output: str = "") -> str:
        """Layer normalisation of every row."""
        inputs = [name, self.floats(gain), self.floats(bias)]
        return self.add("LayerNormalization", inputs, output, axis=-1, epsilon=epsilon)

    def model(self, name: str, inputs: Sequence[Any], outputs: Sequence[Any]) -> bytes:
        """Return all of it as an ONNX file."""
        graph = self._helper.make_graph(self.nodes, name, list(inputs), list(outputs), self.constants)
        imports = [self._helper.make_opsetid("", 17)]
        found = self._helper.make_model(graph, opset_imports=imports, ir_version=8)
        return bytes(found.SerializeToString())

    def value(self, name: str, shape: Sequence[int | str], *, whole: bool = False) -> Any:
        """Return the description of an input or output."""
        from onnx import TensorProto

        kind = TensorProto.INT64 if whole else TensorProto.FLOAT
        return self._helper.make_tensor_value_info(name, kind, list(shape))
