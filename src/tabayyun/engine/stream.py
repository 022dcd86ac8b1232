"""The engine as one function: posts in, findings out, in order.

The same state and posts give the same findings, however the stream is cut into batches. The desk
saves the findings; the fingerprints of the new contents are enough to restore the state after a
stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from .claims import REPEATS, ClaimIndex
from .findings import Claim, ClaimMatch, Finding, Item, Restored, Score
from .similarity import Groups, Place
from .text import language_of
from .triage import Model, Triage

__all__ = [
    "Batch",
    "Claim",
    "ClaimMatch",
    "Finding",
    "Item",
    "Restored",
    "Score",
    "State",
    "feed",
    "new_state",
    "with_claims",
    "with_models",
    "with_threshold",
]

Batch = Sequence[Item]


class Claims(Protocol):
    """What is asked of an index of claims; `ClaimIndex` is one."""

    def changed(self, added: Iterable[Claim], withdrawn: Iterable[int] = ()) -> Claims:
        """As `ClaimIndex.changed`."""

    def repeated_many(
        self, texts: Sequence[str], normals: Sequence[str], repeats: float = REPEATS
    ) -> list[ClaimMatch | None]:
        """As `ClaimIndex.repeated_many`."""


@dataclass(frozen=True, slots=True)
class State:
    """What the engine remembers, and what it reads with: contents of the window, claims, triage.

    The contents live in tables that are changed in place, for a copy of them at every batch would
    cost more than the work itself. So a state is used up by the call it is given to: go on with the
    state that call returns, and never feed the same one twice.
    """

    groups: Groups
    claims: Claims
    triage: Triage
    repeats: float = REPEATS
    """Probability from which on a text counts as repeating a claim."""


def new_state(
    claims: Iterable[Claim] | Claims = (),
    *,
    window: int = 200_000,
    restored: Iterable[Restored] = (),
    triage: Triage | None = None,
) -> State:
    """Return a state that remembers the last ``window`` contents, ``restored`` ones to begin with.

    Claims are matched by their words; give an index made with an encoder to match them by meaning too.
    ``restored`` come in the order in which they were found, one by one if need be, and may be more than
    the window holds. Raises ``ValueError`` for another order, and for a fingerprint that another version
    wrote in a form that can no longer be read. Without ``triage`` the scores are read from the lexicon
    alone.
    """
    index = ClaimIndex(claims) if isinstance(claims, Iterable) else claims
    return State(Groups(window, restored), index, triage or Triage())


def with_claims(state: State, added: Iterable[Claim], withdrawn: Iterable[int] = ()) -> State:
    """Return a state for which ``added`` are known (again) and ``withdrawn`` no longer.

    A claim that is in both is withdrawn. Findings already made stay as they are.
    """
    return replace(state, claims=state.claims.changed(added, withdrawn))


def with_models(state: State, models: Iterable[Model]) -> State:
    """Return a state that scores with ``models``. Findings already made stay as they are."""
    return replace(state, triage=Triage(models))


def with_threshold(state: State, repeats: float) -> State:
    """Return a state that finds claims repeated from the probability ``repeats`` (between 0 and 1) on."""
    return replace(state, repeats=repeats)


def feed(state: State, batch: Batch) -> tuple[State, list[Finding]]:
    """Return the state after ``batch`` and one finding for each of its items, in order.

    To the caller this is a pure function; ``state`` itself is used up (see `State`).
    """
    places = state.groups.place(batch)
    new = [place for place in places if place.content is None]
    texts, normals = [place.item.text for place in new], [place.normal for place in new]
    scores = state.triage.score_normal(normals, texts)
    matches = state.claims.repeated_many(texts, normals, state.repeats)
    described = map(_described, new, scores, matches)
    return state, [_copy(place) if place.content is not None else next(described) for place in places]


def _copy(place: Place) -> Finding:
    return Finding(place.item.seq, place.content or "", is_new=False, similarity=place.similarity)


def _described(place: Place, scores: Mapping[str, Score], claim: ClaimMatch | None) -> Finding:
    item = place.item
    return Finding(
        item.seq,
        item.key,
        is_new=True,
        similarity=1.0,
        lang=language_of(place.normal, item.text, item.lang),
        scores=scores,
        claim=claim,
        fingerprint=place.fingerprint,
    )
