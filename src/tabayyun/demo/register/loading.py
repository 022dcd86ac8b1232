"""From an empty installation with its people to a whole year of records."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation

from tabayyun.demo.register import accounts, chapters, events, filming, media, outreach, statements, vigilance
from tabayyun.demo.register.agenda import Agenda
from tabayyun.demo.register.counts import Counts
from tabayyun.kit.models import Role, User

PLANS = (
    vigilance.plan,
    statements.plan,
    accounts.plan,
    outreach.plan,
    events.plan,
    media.plan,
    filming.plan,
    chapters.plan,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded."""

    year: int
    events: int


def _silent(done: int, total: int) -> None:
    """Nobody listens."""


def load(year: int, *, counts: Counts | None = None, told: Callable[[int, int], None] = _silent) -> Loaded:
    """Live through ``year``. The people of the demonstration have to be there: see `demo.seed`."""
    people = {role: User.objects.get(username=role.value) for role in Role}
    agenda = Agenda(year, people, random.Random(year))  # noqa: S311  (the same year at every run)
    with translation.override("ar"):
        for plan in PLANS:
            plan(agenda, counts or Counts())
        agenda.run(told)
    return Loaded(year, len(agenda.events))
