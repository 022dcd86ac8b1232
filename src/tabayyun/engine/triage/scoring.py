"""Scores of many texts at once, each with the words that weighed most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..findings import Score
from ..text import normalise
from .features import Features, Text, features_of
from .logistic import sums
from .model import Model
from .quotes import Quotes

__all__ = ["LABELS", "RUMOUR", "Triage"]

LABELS = {"check_worthy": "rumour", "threat": "threat", "offensive": "offence", "violent_event": "violence"}
"""Score → the table of the lexicon that it is read from while no model is given."""
RUMOUR = "rumour"
"""A fifth score, from the lexicon alone: told like a rumour, with alarm and without a source.

Most of what is worth checking is told soberly; a queue that raised it all would raise every headline.
"""
_SHOWN = 5
_LEAST = 0.05
"""A word that moves the logit by less did not weigh."""
_TOLD = 0.1
"""Probability from which the words that spoke for it are worth telling."""
_CERTAIN = 6.0
"""Logit that no model goes beyond (0.9975): the examples it was trained on were not that many."""

Floats = NDArray[np.float64]


class Triage:
    """The scores of `LABELS`, by models where there are some, else by the lexicon; and `RUMOUR`."""

    def __init__(self, models: Iterable[Model] = ()) -> None:
        self._models = tuple(sorted(models, key=lambda model: model.label))
        columns = [model.weights * model.slope for model in self._models]
        self._weights = np.stack(columns, 1) if columns else np.empty((0, 0))
        self._bias = np.array([m.bias * m.slope + m.shift for m in self._models])

    def score(self, text: str) -> dict[str, Score]:
        """Return one text's scores, each 0–1 with its words."""
        return self.score_normal([normalise(text)], [text])[0]

    def score_normal(self, normals: Sequence[str], raws: Sequence[str]) -> list[dict[str, Score]]:
        """The same for many texts that were normalised already; ``raws`` are quoted from.

        A text's scores do not depend on what else is in the batch.
        """
        if not normals:
            return []
        features = features_of(normals, raws)
        quotes = [Quotes(text.raw) for text in features.texts]
        found = list(map(self._from_lexicon, features.texts, quotes))
        if self._models:
            self._from_models(features, quotes, found)
        return found

    def _from_lexicon(self, text: Text, quotes: Quotes) -> dict[str, Score]:
        trained = {model.label for model in self._models}
        tables = {label: table for label, table in LABELS.items() if label not in trained}
        tables[RUMOUR] = "rumour"
        return {label: _lexical(text, table, quotes) for label, table in tables.items()}

    def _by_token(self, features: Features) -> Floats:
        """How much each token speaks for each label, as logits."""
        weighed: Floats = self._weights[features.numbers].astype(np.float64) * features.values[:, None]
        return _columns(features.tokens, weighed, len(features.owners))

    def _from_models(self, features: Features, quotes: list[Quotes], found: list[dict[str, Score]]) -> None:
        by_token = self._by_token(features)
        logits = _columns(features.owners, by_token, len(found))
        probabilities = 1.0 / (1.0 + np.exp(-np.clip(logits + self._bias, -_CERTAIN, _CERTAIN)))
        start = 0
        for row, text in enumerate(features.texts):
            end = start + text.tokens - 1
            for one, model in enumerate(self._models):
                value = round(float(probabilities[row, one]), 4)
                words = _heaviest(by_token[start:end, one], text, quotes[row]) if value >= _TOLD else ()
                found[row][model.label] = Score(value, words)
            start = end + 1


def _columns(places: NDArray[np.int32], values: Floats, size: int) -> Floats:
    """The sum of the ``values`` at each place, column by column."""
    return np.stack([sums(places, values[:, one], size) for one in range(values.shape[1])], 1)


def _lexical(text: Text, table: str, quotes: Quotes) -> Score:
    value = text.lexicon.get(table, 0.0)
    if not value:
        return Score(0.0)
    said = {
        tuple(text.words[mark.start : mark.start + mark.size]): mark.weight
        for mark in text.marks
        if mark.table == table
    }
    heaviest = sorted(said, key=lambda words: -said[words])[:_SHOWN]
    return Score(value, tuple(quotes.of(list(words)) for words in heaviest))


def _heaviest(weights: Floats, text: Text, quotes: Quotes) -> tuple[str, ...]:
    """The words that spoke most for it, as they stand in the text."""
    shown: dict[str, None] = {}
    for place in np.argsort(-weights, kind="stable")[: 2 * _SHOWN]:
        if weights[place] < _LEAST or len(shown) == _SHOWN:
            break
        words = len(text.words)
        shown[quotes.of([text.words[place]]) if place < words else text.emoji[place - words]] = None
    return tuple(shown)
