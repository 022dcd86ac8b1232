"""Which of an institution's statements bear on a post: what it already said, for or against.

A statement answers a rumour in few of its words («what is being passed around is untrue»), so less is asked
of it than of a repeated claim, and the words with which rumours are denied count for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

from ..findings import Claim
from ..meaning import Encoder
from ..text import normalise, stem
from .index import ClaimIndex

MEANING, DENIES, MOST_DENIALS = 1.0, 0.6, 2
"""What a cosine of 1 and each word of denial count beside a word score e times as high."""
CANDIDATES = 400
"""Statements that are looked at closely; a timeline has hundreds."""
_HALF = 4.0
"""The total that is given a score of one half."""

_DENIALS = frozenset(
    map(
        stem,
        normalise(
            """
            نفى ينفي تنفي نفت نفي تكذيب يكذب تكذب كاذب كاذبة إشاعة إشاعات شائعة شائعات مفبرك مفبركة فبركة مزور
            زائف مضلل مغلوط مغلوطة توضح توضيح يوضح صحيح صحة عار دقيق تداول متداول يتداول أساس
            dément démenti démentent faux fausse rumeur rumeurs infondé intox
            denies denied false fake rumour rumor rumors untrue hoax clarifies
            """
        ).split(),
    )
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One statement that bears on the post."""

    statement: int
    score: float
    """0–1; orders the statements, and is no probability."""
    denies: bool
    """It speaks of something being untrue."""
    shared: tuple[str, ...]
    differing: tuple[str, ...]
    meaning: float | None


class Statements:
    """What an institution has said, to be looked up by what is said of it."""

    def __init__(self, statements: Iterable[Claim], encoder: Encoder | None = None) -> None:
        given = list(statements)
        self._index = ClaimIndex(given, encoder)
        self._denials = {each.id: _denials(f"{each.title} {each.text}") for each in given}

    def answers(self, text: str, top: int = 5) -> list[Answer]:
        """The ``top`` statements that bear most on ``text``, best first."""
        found = []
        for key, evidence, shared, differing in self._index.evidence(text, CANDIDATES):
            denials = self._denials[key]
            total = evidence.lexical + MEANING * (evidence.meaning or 0.0)
            total += DENIES * min(denials, MOST_DENIALS)
            score = round(1 / (1 + exp(_HALF - total)), 6)
            found.append(Answer(key, score, denials > 0, shared, differing, evidence.meaning))
        return sorted(found, key=lambda answer: (-answer.score, answer.statement))[:top]


def _denials(text: str) -> int:
    return len({stem(word) for word in normalise(text).split()} & _DENIALS)
