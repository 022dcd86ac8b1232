"""From labelled pairs of a text and a claim to weights, with what they are worth: same pairs, same weights.

Only the step from agreement to a probability is fitted, a line each for one alphabet and for two; what a
difference takes off stays as it is set. The line starts from the packaged one and moves as far as the pairs
bear it out, so that a few decisions of a desk, most of them on what was matched anyway, cannot upset it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..findings import Claim
from ..meaning import Encoder
from ..text import normalise
from ..triage import metrics
from .index import REPEATS, ClaimIndex
from .judgement import PACKAGED, Evidence, Judge, Line, Weights

LEAST = 20
"""Pairs of each kind, the same and not, that are needed; with fewer of one alphabet its line stays."""
FOLDS = 5
HELD = 30.0
"""How firmly a line is held where it was, in pairs of even chance."""
_EVEN = 0.25
"""What a pair of even chance tells."""
_STEPS, _SHORTEST = 40, 1e-9

Row = npt.NDArray[np.float64]


class TooFewPairsError(ValueError):
    """There are too few pairs of a kind to learn from."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and a claim, and whether a person said that they are the same."""

    text: str
    claim: str
    title: str
    same: bool


@dataclass(frozen=True, slots=True)
class Worth:
    """How good probabilities are."""

    average_precision: float
    interval: tuple[float, float]
    calibration_error: float
    precision: float
    """Share of what is shown, from the packaged threshold on, that is right; 1 when nothing is."""
    recall: float
    """Share of what is right that is shown."""


@dataclass(frozen=True, slots=True)
class Report:
    """What cross-validation found, beside the packaged weights on the same pairs."""

    pairs: int
    same: int
    across: int
    fitted: Worth
    packaged: Worth


def train(pairs: Sequence[Pair], encoder: Encoder | None) -> tuple[Weights, Report]:
    """Return weights fitted to ``pairs``, and what they are worth on pairs left out. Raises TooFewPairsError.

    Without an encoder the lines for words alone are fitted, with one those for words and meaning.
    """
    known = {(pair.claim, pair.title): pair for pair in pairs}
    rows = {said: row for row, said in enumerate(sorted(known))}
    index = ClaimIndex((Claim(row, text, title) for (text, title), row in rows.items()), encoder)
    single = {(normalise(pair.text), rows[pair.claim, pair.title]): pair for pair in pairs}
    told = [(key, index.compared(single[key].text, key[1]), single[key].same) for key in sorted(single)]
    same = np.array([said for *_rest, said in told], float)
    if min(same.sum(), len(same) - same.sum()) < LEAST:
        raise TooFewPairsError(
            f"at least {LEAST} different pairs of each kind are needed, same and not the same"
        )
    evidence = [each for _key, each, _same in told]
    folds = _folds([text for (text, _row), *_rest in told])
    scores = np.zeros(len(told))
    for fold in range(FOLDS):
        judge = Judge(_fitted(evidence, same, folds != fold))
        for place in np.flatnonzero(folds == fold):
            scores[place] = judge.certainty(evidence[place])
    before = np.array([Judge().certainty(each) for each in evidence])
    across = sum(each.across for each in evidence)
    report = Report(len(told), int(same.sum()), across, _worth(same, scores), _worth(same, before))
    return _fitted(evidence, same, np.ones(len(told), bool)), report


def fit(agreement: Row, difference: Row, same: Row, start: Line = (0.0, 0.0), held: float = 1e-3) -> Line:
    """Intercept and slope by Newton's method; what differs is taken off as it is set.

    ``held`` is how firmly the line is held at ``start``, in pairs of even chance.
    """
    inputs = np.stack([np.ones_like(agreement), agreement], axis=1)
    firm = held * _EVEN * inputs.T @ inputs / len(inputs)
    beginning = np.array(start)

    def loss(line: Row) -> float:
        odds, moved = inputs @ line - difference, line - beginning
        return float((np.logaddexp(0, odds) - same * odds).sum() + moved @ firm @ moved / 2)

    line = beginning
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(np.clip(difference - inputs @ line, -40, 40)))
        gradient = inputs.T @ (same - chance) - firm @ (line - beginning)
        spread = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + firm
        step = np.linalg.solve(spread, gradient)
        while loss(line + step) > loss(line) and np.abs(step).max() > _SHORTEST:
            step = step / 2
        line = line + step
    return round(float(line[0]), 3), round(float(line[1]), 3)


def _fitted(evidence: Sequence[Evidence], same: Row, chosen: npt.NDArray[np.bool_]) -> Weights:
    """The packaged weights, with those lines moved that there are pairs enough for."""
    alone = any(each.meaning is None for each in evidence)
    lines: dict[str, Line] = {}
    for name, across in (("alike", False), ("across", True)):
        field = f"{name}_without" if alone else name
        places = [n for n, each in enumerate(evidence) if chosen[n] and each.across == across]
        kinds = same[places]
        if min(kinds.sum(), len(kinds) - kinds.sum()) >= LEAST // 2:
            agreement = np.array([evidence[n].agreement for n in places])
            difference = np.array([evidence[n].difference for n in places])
            lines[field] = fit(agreement, difference, kinds, getattr(PACKAGED, field), HELD)
    return replace(PACKAGED, **lines)


def _folds(texts: Iterable[str]) -> npt.NDArray[np.int64]:
    """Deal the pairs into folds, all of one text together, whatever order they came in."""
    given = list(texts)
    different = sorted(set(given))
    dealt = np.random.default_rng(7).permutation(len(different)) % FOLDS
    of = dict(zip(different, dealt.tolist(), strict=True))
    return np.array([of[text] for text in given])


def _worth(same: Row, scores: Row) -> Worth:
    shown = scores >= REPEATS
    right = float((shown & (same == 1)).sum())
    return Worth(
        average_precision=metrics.average_precision(same, scores),
        interval=metrics.interval(metrics.average_precision, same, scores),
        calibration_error=metrics.calibration_error(same, scores),
        precision=right / float(shown.sum()) if shown.any() else 1.0,
        recall=right / float(same.sum()),
    )
