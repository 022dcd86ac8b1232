from datetime import UTC, datetime, timedelta

import pytest

from tabayyun.engine.clock import State, target

DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)
NEAR = timedelta(minutes=10)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("passed", "state"),
    [
        (-11 * MINUTE, State.RUNNING),
        (-10 * MINUTE, State.NEAR),
        (0 * MINUTE, State.NEAR),
        (MINUTE, State.MISSED),
    ],
)
def test_a_target_that_waits(passed: timedelta, state: State) -> None:
    found = target(due_at=DUE, now=DUE + passed, near=NEAR)
    assert (found.state, found.left) == (state, -passed)


@pytest.mark.parametrize(("passed", "state"), [(0 * MINUTE, State.DONE), (MINUTE, State.LATE)])
def test_a_target_that_is_done_stays_as_it_was(passed: timedelta, state: State) -> None:
    found = target(due_at=DUE, now=DUE + timedelta(days=9), near=NEAR, done_at=DUE + passed)
    assert (found.state, found.left) == (state, -passed)


def test_a_case_closed_in_time_stops_the_clock() -> None:
    found = target(due_at=DUE, now=DUE + timedelta(days=9), near=NEAR, stopped_at=DUE - 5 * MINUTE)
    assert (found.state, found.left) == (State.STOPPED, 5 * MINUTE)


def test_closing_late_does_not_undo_a_miss() -> None:
    found = target(due_at=DUE, now=DUE + timedelta(days=9), near=NEAR, stopped_at=DUE + 5 * MINUTE)
    assert (found.state, found.left) == (State.MISSED, -5 * MINUTE)
