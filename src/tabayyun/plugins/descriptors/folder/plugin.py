"""A learned copy descriptor that an administrator put on this machine: an ONNX export.

The folder holds ``model.onnx``; ``descriptor.json`` may say ``side`` (pixels) and ``alike`` (cosine).
What the model takes is read from it: bytes, height × width × 3, or numbers, 3 × height × width, scaled
as ImageNet's. Pictures come grey: the three channels are alike.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.descriptors import DescriptorError

SIDE, ALIKE = 288, 0.5
MEAN = np.array([0.485, 0.456, 0.406], np.float32)[:, None, None]
SPREAD = np.array([0.229, 0.224, 0.225], np.float32)[:, None, None]


class FolderPlugin:
    """The plugin: whatever model lies in the folder, under the name of what is in it."""

    slug: ClassVar[str] = "folder"

    def load(self, folder: Path) -> OnnxDescriptor:
        """Return the descriptor. Raises DescriptorError."""
        if not (folder / "model.onnx").is_file():
            raise DescriptorError(f"no model.onnx in {folder}")
        try:
            said = folder / "descriptor.json"
            options = json.loads(said.read_bytes()) if said.is_file() else {}
            return OnnxDescriptor(
                folder / "model.onnx",
                side=int(options.get("side", SIDE)),
                alike=float(options.get("alike", ALIKE)),
            )
        except Exception as error:  # whatever a foreign model raises
            raise DescriptorError(f"{folder}: {error}") from error


class OnnxDescriptor:
    """A model of one picture to one row."""

    def __init__(self, model: Path, *, side: int, alike: float) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        (self._input,) = self._session.get_inputs()
        self._side = side
        self.alike = alike
        self.name = f"folder-{sha256(model.read_bytes()).hexdigest()[:16]}-{side}"
        self.describe(np.zeros((side, side), np.uint8))  # a model for something else shows itself now

    def describe(self, plain: NDArray[np.uint8]) -> NDArray[np.float32]:
        """One row of length 1."""
        size = (self._side, self._side)
        small = np.asarray(cv2.resize(plain, size, interpolation=cv2.INTER_AREA), np.uint8)
        given: NDArray[np.generic] = np.repeat(small[:, :, None], 3, axis=2)
        if self._input.type != "tensor(uint8)":
            given = (given.transpose(2, 0, 1).astype(np.float32) / 255 - MEAN) / SPREAD
        row = np.asarray(self._session.run(None, {self._input.name: given[None]})[0], np.float32)
        if row.ndim != 2 or len(row) != 1:  # noqa: PLR2004  (one row)
            raise DescriptorError(f"{row.shape} instead of one row of numbers")
        return np.asarray(row[0] / max(float(np.linalg.norm(row)), 1e-9), np.float32)


plugin = FolderPlugin()
