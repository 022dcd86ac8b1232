"""What happens when: rooms put their year into one agenda, and it is lived through in the order of time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from tabayyun.kit.models import Role, User

AT_ONCE = 200
"""Events in one transaction: committing after each would wait for the disk thousands of times."""
Act = Callable[..., object]


@dataclass
class Agenda:
    """The events of a year, its people, and chance, which is the same at every run."""

    year: int
    people: dict[Role, User]
    chance: random.Random
    events: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def at(self, moment: datetime, act: Act) -> None:
        """Let ``act`` happen at ``moment``; it is given the moment."""
        self.events.append((moment, len(self.events), act))

    def run(self, told: Callable[[int, int], None]) -> None:
        """Live through it; ``told`` hears how many events are done, and of how many."""
        waiting, done, total = iter(sorted(self.events)), 0, len(self.events)
        while chunk := list(islice(waiting, AT_ONCE)):
            with transaction.atomic():
                for moment, _place, act in chunk:
                    act(moment)
            done += len(chunk)
            told(done, total)

    def shares(self, total: int, count: int) -> list[int]:
        """``total`` in ``count`` parts that differ by chance and add up to it; each at least one."""
        weights = [self.chance.uniform(0.5, 1.5) for _each in range(count)]
        scale = (total - count) / sum(weights)
        parts = [1 + int(weight * scale) for weight in weights]
        for place in range(total - sum(parts)):
            parts[place % count] += 1
        return parts

    def days(self, count: int) -> Iterator[datetime]:
        """``count`` moments of the year, evenly spread but for chance, in working hours."""
        start = datetime.combine(date(self.year, 1, 1), time(), timezone.get_default_timezone())
        step = timedelta(days=364) / max(1, count)
        for place in range(count):
            day = (start + step * place).replace(minute=0, second=0)
            yield day.replace(hour=9) + timedelta(minutes=self.chance.randrange(8 * 60))
