"""An encoder that an administrator put on this machine: an ONNX export.

The folder holds ``model.onnx`` (or ``onnx/model.onnx``) and ``tokenizer.json``, as sentence-transformers lays
them out. Token vectors are averaged over the text. A folder without ONNX is read by
``sentence-transformers``, if that is installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from tabayyun.engine.meaning import EncoderError

Floats = npt.NDArray[np.float32]

MOST_TOKENS = 256
PLACES = ("model.onnx", "onnx/model.onnx")


class FolderPlugin:
    """The plugin: whatever model lies in the folder, under the name of what is in it."""

    slug: ClassVar[str] = "folder"

    def load(self, *, cache: Path, folder: Path | None = None) -> OnnxFolder | SentenceTransformer:
        """Return the encoder. Raises EncoderError."""
        del cache
        if folder is None or not folder.is_dir():
            raise EncoderError(f"no folder with a model: {folder}")
        found = [folder / place for place in PLACES if (folder / place).is_file()]
        try:
            return OnnxFolder(found[0], folder / "tokenizer.json") if found else SentenceTransformer(folder)
        except Exception as error:  # whatever a foreign model raises; the caller says so and goes on without
            raise EncoderError(f"{folder}: {error}") from error


class OnnxFolder:
    """A transformer exported to ONNX. Each text goes through alone: company cannot change its vector."""

    axes = None

    def __init__(self, model: Path, tokenizer: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._inputs = [each.name for each in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self.name = f"folder-{sha256(model.read_bytes()).hexdigest()[:16]}"
        self.width = self.encode(["-"]).shape[1]

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 a text."""
        return (
            np.stack([self._encoded(text) for text in texts])
            if texts
            else np.zeros((0, self.width), np.float32)
        )

    def _encoded(self, text: str) -> Floats:
        read = self._tokenizer.encode(text.encode("utf-8", "replace").decode())
        given = {
            "input_ids": read.ids,
            "attention_mask": read.attention_mask,
            "token_type_ids": read.type_ids,
        }
        feed = {name: np.array([given[name]], np.int64) for name in self._inputs}
        return _mean(np.asarray(self._session.run(None, feed)[0]))


class SentenceTransformer:
    """A folder that the package sentence-transformers reads, if the administrator installed it."""

    axes = None

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer as Model

        self._model: Any = Model(str(folder), device="cpu", local_files_only=True)
        kept = sorted(path for path in folder.rglob("*") if path.suffix in {".safetensors", ".bin"})
        self.name = f"folder-{sha256(b''.join(path.read_bytes() for path in kept)).hexdigest()[:16]}"
        self.width = int(self._model.get_sentence_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 a text; one at a time, see `OnnxFolder`."""
        rows = [self._model.encode(text, normalize_embeddings=True) for text in texts]
        return np.asarray(rows, np.float32).reshape(len(texts), self.width)


def _mean(found: npt.NDArray[Any]) -> Floats:
    """One vector of length 1 out of (1 × tokens × width) or (1 × width)."""
    mean = found[0] if found.ndim == 2 else found[0].mean(axis=0)  # noqa: PLR2004
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


plugin = FolderPlugin()
