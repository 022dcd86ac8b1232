"""The engine as one function: posts in, findings out, in order.

The same state and posts give the same findings, however the stream is cut into batches. The desk
saves the findings; the fingerprints of the new contents are enough to restore the state after a
stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .claims import ClaimIndex
from .findings import Claim, ClaimMatch, Finding, Item, Restored, Score
from .similarity import Groups, Place
from .text import language_of
from .triage import score_normal

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
]

Batch = Sequence[Item]


@dataclass(frozen=True, slots=True)
class State:
    """What the engine remembers: the contents of the window and the claims to match against.

    The contents live in tables that are changed in place, for a copy of them at every batch would
    cost more than the work itself. So a state is used up by the call it is given to: go on with the
    state that call returns, and never feed the same one twice.
    """

    groups: Groups
    claims: ClaimIndex


def new_state(
    claims: Iterable[Claim] = (), *, window: int = 200_000, restored: Iterable[Restored] = ()
) -> State:
    """Return a state that remembers the last ``window`` contents, ``restored`` ones to begin with.

    ``restored`` may come in any order and be more than the window holds. Raises ``ValueError`` for a
    fingerprint that another version wrote in a form that can no longer be read.
    """
    return State(Groups(window, restored), ClaimIndex(claims))


def with_claims(state: State, added: Iterable[Claim], withdrawn: Iterable[int] = ()) -> State:
    """Return a state for which ``added`` are known (again) and ``withdrawn`` no longer.

    A claim that is in both is withdrawn. Findings already made stay as they are.
    """
    return replace(state, claims=state.claims.changed(added, withdrawn))


def feed(state: State, batch: Batch) -> tuple[State, list[Finding]]:
    """Return the state after ``batch`` and one finding for each of its items, in order.

    To the caller this is a pure function; ``state`` itself is used up (see `State`).
    """
    return state, [_finding(state.claims, place) for place in state.groups.place(batch)]


def _finding(claims: ClaimIndex, place: Place) -> Finding:
    item, copy_of = place.item, place.content
    if copy_of is not None:
        return Finding(item.seq, copy_of, is_new=False, similarity=place.similarity)
    return Finding(
        item.seq,
        item.key,
        is_new=True,
        similarity=1.0,
        lang=language_of(place.normal, item.text, item.lang),
        scores=score_normal(place.normal, item.text),
        claim=claims.repeated(place.normal),
        fingerprint=place.fingerprint,
    )
