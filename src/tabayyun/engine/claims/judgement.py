"""How sure it is that a text and a claim say the same, from what they share and in what they differ."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from . import weights
from .second import SecondLook

Line = tuple[float, float]
"""Intercept and slope."""


class Evidence(NamedTuple):
    """What is known about one text and one claim."""

    lexical: float
    """log(1 + BM25)."""
    meaning: float | None
    """Highest cosine of any wording of the text with the claim's text or title; none without an encoder."""
    share: float
    """Share of the claim that the text says, 0–1, weighted by what its words tell."""
    said: float
    """The same, less when that is little in itself."""
    across: bool
    """One is in Latin letters and the other in Arabic ones, so that shared words are not to be expected."""
    numbers: bool
    names: bool
    negation: bool
    """Particulars in which they differ."""

    @property
    def agreement(self) -> float:
        """How well words and meaning agree; orders the claims where nothing differs."""
        if self.across:
            return ACROSS * self.lexical + (self.meaning or 0.0)
        whole = WHOLE * max(0.0, self.share - 0.7) * (self.said / self.share if self.share else 0.0)
        if self.meaning is None:
            return self.lexical + SAID_ALONE * self.said + whole
        same = SAME * max(0.0, self.meaning - 0.8)
        return self.lexical + MEANING * self.meaning + self.said + whole + same

    @property
    def difference(self) -> float:
        """What is to be taken off: a difference decides the more, the more of the rest is the same."""
        same = DECIDES_ACROSS * _ramp(self.meaning or 0.0, 0.4) if self.across else _ramp(self.share, 0.5)
        return same * (NUMBERS * self.numbers + NAMES * self.names + NEGATION * self.negation)


MEANING = 2.0
"""What a cosine of 1 counts beside a word score e times as high; chosen on CheckThat! 2021, training."""
SAME = 8.0
"""What a cosine counts besides from 0.8 on: hardly two claims are so near that are not one."""
WHOLE = 4.0
"""What saying more than 70 % of a claim counts besides, once that is much in itself."""
SAID_ALONE = 2.0
"""What saying all of the claim counts where no encoder tells the meaning."""
ACROSS = 0.05
"""What shared names count beside the meaning where the alphabets differ."""
NUMBERS, NAMES, NEGATION = 6.0, 5.0, 5.0
"""Log odds that a difference takes off an otherwise equal wording. Set by hand: they have to decide."""
DECIDES_ACROSS = 2.0
"""The same, times so much, where the meaning alone speaks for the claim: one word in ten hardly moves it."""
_UPHILL = 0.25


def _ramp(value: float, least: float) -> float:
    return max(0.0, min(1.0, (value - least) / _UPHILL))


@dataclass(frozen=True, slots=True)
class Weights:
    """From agreement to log odds: one line for two texts of one alphabet, one where the alphabets differ."""

    alike: Line
    across: Line
    alike_without: Line
    """The same where no encoder tells the meaning."""
    across_without: Line

    def line(self, evidence: Evidence) -> Line:
        """Return the line that holds for ``evidence``."""
        if evidence.meaning is None:
            return self.across_without if evidence.across else self.alike_without
        return self.across if evidence.across else self.alike


PACKAGED = Weights(
    weights.WITH_ENCODER["alike"],
    weights.WITH_ENCODER["across"],
    weights.WITHOUT_ENCODER["alike"],
    weights.WITHOUT_ENCODER["across"],
)
"""Fitted to data that may be shipped: `docs/reference/model-claim-matching.md`."""


@dataclass(frozen=True, slots=True)
class Judge:
    """How sure a match is, and which comes first."""

    weights: Weights = PACKAGED
    second: SecondLook | None = None
    """Orders the nearest claims once more where somebody waits for a list; never asked by the stream."""

    def log_odds(self, evidence: Evidence) -> float:
        """How well both agree, whatever they differ in: what orders the claims."""
        intercept, slope = self.weights.line(evidence)
        return intercept + slope * evidence.agreement

    def most(self, lexical: float, meaning: float | None, *, across: bool) -> float:
        """The log odds there could be at most if all of the claim were said and nothing differed."""
        return self.log_odds(
            Evidence(lexical, meaning, 1.0, 1.0, across, numbers=False, names=False, negation=False)
        )

    def certainty(self, evidence: Evidence) -> float:
        """The probability that both say the same, 0–1."""
        return probability(self.log_odds(evidence) - evidence.difference)


def probability(odds: float) -> float:
    """0–1 for any log odds, strictly growing within reason."""
    return 1 / (1 + exp(-max(-40.0, min(40.0, odds))))
