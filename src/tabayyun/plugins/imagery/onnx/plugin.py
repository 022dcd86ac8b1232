"""A model that an administrator put on this machine: ``model.onnx`` and ``card.json`` in one folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from tabayyun.plugins.imagery.base import ImageryError


class OnnxImagery:
    """Loads whatever model lies in the folder, if its card says how often it errs."""

    slug: ClassVar[str] = "onnx"

    def load(self, folder: Path) -> OnnxScorer:
        """Raises ImageryError."""
        try:
            return OnnxScorer(folder / "model.onnx", json.loads((folder / "card.json").read_bytes()))
        except ImageryError:
            raise
        except Exception as error:  # whatever a foreign model raises; the caller says so and goes on without
            raise ImageryError(f"{folder}: {error}") from error


class OnnxScorer:
    """One picture in (1 × 3 × 224 × 224, RGB), one score a class out."""

    def __init__(self, model: Path, card: dict[str, Any]) -> None:
        import onnxruntime

        self.error = float(card.get("error", -1))
        if not 0 <= self.error <= 1:
            raise ImageryError("card.json does not say its measured error, 0 to 1")
        self._violent = [int(one) for one in card["violent"]]
        self._mean, self._spread = (np.array(card[name], np.float32) for name in ("mean", "std"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    def score(self, square: NDArray[np.uint8]) -> float:
        """The share of the classes that count as violent. Raises ImageryError."""
        values = (square.astype(np.float32) / 255 - self._mean) / self._spread
        try:
            (found,) = self._session.run(None, {self._input: values.transpose(2, 0, 1)[None]})
        except Exception as error:  # of the model's own
            raise ImageryError(str(error)) from error
        given = np.asarray(found, np.float64).ravel()
        shares = np.exp(given - given.max())
        return float(shares[self._violent].sum() / shares.sum())


plugin = OnnxImagery()
