"""One target of a case's clock: when it is due, and how it stands. The time is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """How a target stands."""

    DONE = "done"
    LATE = "late"
    """Done, after it was due."""
    RUNNING = "running"
    NEAR = "near"
    MISSED = "missed"
    """Not done, and it was due."""
    STOPPED = "stopped"
    """The case was closed before it was due."""


@dataclass(frozen=True, slots=True)
class Target:
    """``left`` is negative once the target was passed; for a target that is done it says by how much."""

    due_at: datetime
    state: State
    left: timedelta


def target(
    *,
    due_at: datetime,
    now: datetime,
    near: timedelta,
    done_at: datetime | None = None,
    stopped_at: datetime | None = None,
) -> Target:
    """The target due at ``due_at`` as it stands at ``now``; it is near for ``near`` before it is due."""
    if done_at is not None:
        return Target(due_at, State.DONE if done_at <= due_at else State.LATE, due_at - done_at)
    end = min(stopped_at, now) if stopped_at else now
    left = due_at - end
    if left < timedelta(0):
        return Target(due_at, State.MISSED, left)
    if stopped_at:
        return Target(due_at, State.STOPPED, left)
    return Target(due_at, State.NEAR if left <= near else State.RUNNING, left)
