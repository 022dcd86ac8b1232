"""Triage: five folds of what can be trained, the packaged models where they were not, and posts a second.

Beside them a peer of the usual kind in the same run, when scikit-learn is installed: TF-IDF with logistic
regression.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.text import normalise
from tabayyun.engine.triage import Model, Triage, metrics
from tabayyun.engine.triage.training import train
from tabayyun.plugins.models.packaged.plugin import plugin as packaged

from .machine import DATA, cpu_seconds

FOLDED = (("threat", "threats_ar"), ("offensive", "offence_ary"))
FOLDS = 5

Array = NDArray[np.float64]


def measure(*, quick: bool) -> Iterator[dict[str, Any]]:
    for label, name in FOLDED:
        yield from _folded(label, name, quick=quick)
    yield from _check_worthy()
    yield from _speed(quick=quick)


def _folded(label: str, name: str, *, quick: bool) -> Iterator[dict[str, Any]]:
    """Each fold as a user would do it: train on four fifths, score the fifth."""
    rows = _rows(name, "train")
    if not rows:
        yield {"what": name, "absent": "research data"}
        return
    texts = [row["text"] for row in rows]
    labels = np.array([row[label] for row in rows], dtype=float)
    folds = _deal(labels)
    scores, peer = np.zeros(len(labels)), np.zeros(len(labels))
    for fold in range(1 if quick else FOLDS):
        seen, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        model = _trained(label, [texts[row] for row in seen], labels[seen])
        scores[held] = _scores(model, [texts[row] for row in held])
        peer[held] = _peer([texts[row] for row in seen], labels[seen], [texts[row] for row in held])
    read = folds < (1 if quick else FOLDS)
    yield {"what": f"{name}, {FOLDS} folds", **_figures(labels[read], scores[read])}
    yield {"what": f"{name}, peer: TF-IDF + LR", **_figures(labels[read], peer[read])}
    found = _scores(_packaged(label), texts)
    yield {"what": f"{name}, packaged model, never trained on it", **_figures(labels, found)}


def _check_worthy() -> Iterator[dict[str, Any]]:
    train_rows, dev = _rows("checkworthy_ar", "train"), _rows("checkworthy_ar", "dev")
    if not dev:
        yield {"what": "checkworthy_ar", "absent": "research data"}
        return
    texts = [row["text"] for row in train_rows]
    labels = np.array([row["check_worthy"] for row in train_rows], dtype=float)
    asked = [row["text"] for row in dev]
    truth = np.array([row["check_worthy"] for row in dev], dtype=float)
    model = _trained("check_worthy", texts, labels)
    yield {"what": "checkworthy_ar dev, trained on its train", **_figures(truth, _scores(model, asked))}
    yield {"what": "checkworthy_ar dev, peer: TF-IDF + LR", **_figures(truth, _peer(texts, labels, asked))}
    found = _scores(_packaged("check_worthy"), asked)
    yield {"what": "checkworthy_ar dev, packaged model, never trained on it", **_figures(truth, found)}


def _speed(*, quick: bool) -> Iterator[dict[str, Any]]:
    rows = _rows("stream_ar", "stream") or _rows("crisis_stream", "stream")
    texts = [row["text"] for row in rows][: 500 if quick else None]
    if not texts:
        return
    triage = Triage(packaged())
    triage.score_normal([normalise(text) for text in texts[:100]], texts[:100])
    began = cpu_seconds()
    for start in range(0, len(texts), 1000):
        batch = texts[start : start + 1000]
        triage.score_normal([normalise(text) for text in batch], batch)
    taken = cpu_seconds() - began
    yield {
        "what": "four scores with words, posts a CPU second",
        "posts": len(texts),
        "rate": round(len(texts) / taken),
    }


def _rows(name: str, part: str) -> list[dict[str, Any]]:
    path = DATA / name / f"{part}.ndjson"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _deal(labels: Array) -> NDArray[np.int64]:
    """The same folds for everybody: each class shuffled from a fixed seed and dealt in turn."""
    draw, folds = np.random.default_rng(0), np.empty(len(labels), dtype=np.int64)
    for label in (0, 1):
        rows = np.flatnonzero(labels == label)
        draw.shuffle(rows)
        folds[rows] = np.arange(len(rows)) % FOLDS
    return folds


def _packaged(label: str) -> Model:
    return next(model for model in packaged() if model.label == label)


def _trained(label: str, texts: Sequence[str], labels: Array) -> Model:
    return train(label, texts, labels.astype(int).tolist(), _packaged(label))[0]


def _scores(model: Model, texts: Sequence[str]) -> Array:
    found = Triage([model]).score_normal([normalise(text) for text in texts], texts)
    return np.array([one[model.label].value for one in found])


def _peer(texts: Sequence[str], labels: Array, asked: Sequence[str]) -> Array:
    """All zero when scikit-learn is not installed."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        return np.zeros(len(asked))
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    model = LogisticRegression(class_weight="balanced", max_iter=1000).fit(words.fit_transform(texts), labels)
    found: Array = model.predict_proba(words.transform(asked))[:, 1]
    return found


def _figures(labels: Array, scores: Array) -> dict[str, Any]:
    if not scores.any():
        return {"absent": "scikit-learn"}
    found: dict[str, Any] = {"calibration_error": round(metrics.calibration_error(labels, scores), 3)}
    for name, figure in (("macro_f1", metrics.macro_f1), ("average_precision", metrics.average_precision)):
        found[name] = round(figure(labels, scores), 3)
        found[f"{name}_interval"] = [round(end, 3) for end in metrics.interval(figure, labels, scores)]
    return found
