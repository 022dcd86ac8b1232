"""How each source is doing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.watch.models import Source

OVERDUE = timedelta(minutes=10)


class State(TextChoices):
    """The state of a source in words."""

    PAUSED = "paused", _("paused")
    OPEN = "open", _("open for reports")
    FAILING = "failing", _("not answering")
    NEW = "new", _("not read yet")
    UNREAD = "unread", _("not being read")
    FINE = "fine", _("working")


@dataclass(frozen=True, slots=True)
class Health:
    """One source with what a watch officer wants to know."""

    source: Source
    state: State
    quarantined: int
    lag: timedelta | None
    """From the newest post's publication to its arrival."""

    @property
    def label(self) -> Any:
        return self.state.label


def health(now: datetime) -> list[Health]:
    """Every source, by name, in one query."""
    open_lines = Q(quarantined__replayed_at=None, quarantined__discarded_at=None)
    sources = Source.objects.annotate(
        waiting=Count("quarantined", filter=open_lines & Q(quarantined__isnull=False))
    )
    return [Health(source, state(source, now), source.waiting, _lag(source)) for source in sources]


def state(source: Source, now: datetime) -> State:
    """The state of ``source`` at ``now``."""
    if not source.active:
        return State.PAUSED
    if source.plugin == "form":
        return State.OPEN
    if source.errors_in_a_row:
        return State.FAILING
    if source.polled_at is None:
        return State.NEW
    return State.UNREAD if now - source.polled_at > OVERDUE else State.FINE


def _lag(source: Source) -> timedelta | None:
    if source.last_collected_at is None or source.last_post_at is None:
        return None
    return max(source.last_collected_at - source.last_post_at, timedelta(0))
