"""The clock of a case: its targets, counted from the moment the content was detected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases.models import Case, Reminder
from tabayyun.engine.clock import State, Target, target

STATES: dict[State, str | Promise] = {
    State.DONE: _("in time"),
    State.LATE: _("late"),
    State.RUNNING: _("running"),
    State.NEAR: _("near"),
    State.MISSED: _("missed"),
    State.STOPPED: _("stopped"),
}
TONES = {
    State.DONE: "done",
    State.LATE: "missed",
    State.NEAR: "near",
    State.MISSED: "missed",
}


@dataclass(frozen=True, slots=True)
class CaseTarget:
    """One target of a case as it stands. ``left`` is negative once the target was passed."""

    key: Reminder.Target
    target: Target

    @property
    def name(self) -> str:
        return str(self.key.label)

    @property
    def due_at(self) -> datetime:
        return self.target.due_at

    @property
    def left(self) -> timedelta:
        return self.target.left

    @property
    def state(self) -> State:
        return self.target.state

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])

    @property
    def tone(self) -> str:
        """Its colour in the design system; none while there is time."""
        return TONES.get(self.state, "")

    @property
    def is_over(self) -> bool:
        return self.left < timedelta(0)

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to be done for it."""
        return self.state in {State.RUNNING, State.NEAR, State.MISSED}


def clock(case: Case, now: datetime) -> list[CaseTarget]:
    """Both targets of ``case`` at ``now``: holding notice, then disclosure.

    A disclosure without a holding notice before it fulfils both: the public was told.
    """
    told = [at for at in (case.held_at, case.disclosed_at) if at]
    return [
        _target(case, Reminder.Target.HOLDING, settings.HOLDING_NOTICE_MINUTES, min(told, default=None), now),
        _target(case, Reminder.Target.DISCLOSURE, settings.DISCLOSURE_MINUTES, case.disclosed_at, now),
    ]


def next_target(case: Case, now: datetime) -> CaseTarget | None:
    """The target that ``case`` has to meet next, a missed one first; None when nothing is left to do."""
    if not case.is_open:
        return None
    return next((each for each in clock(case, now) if each.is_waiting), None)


def _target(
    case: Case, key: Reminder.Target, minutes: int, done_at: datetime | None, now: datetime
) -> CaseTarget:
    return CaseTarget(
        key,
        target(
            due_at=case.detected_at + timedelta(minutes=minutes),
            now=now,
            near=timedelta(minutes=settings.REMIND_BEFORE_MINUTES),
            done_at=done_at,
            stopped_at=case.closed_at,
        ),
    )
