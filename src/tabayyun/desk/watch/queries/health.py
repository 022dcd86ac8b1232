"""How each source is doing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.watch.models import Source
from tabayyun.desk.watch.queries.options import kind_in_words, shown_options

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
    def chip(self) -> str:
        """Colour of the state."""
        colours = {State.FINE: "ok", State.OPEN: "ok", State.FAILING: "danger", State.UNREAD: "warn"}
        return colours.get(self.state, "info")

    @property
    def kind(self) -> str:
        """What a person calls this kind of source."""
        return kind_in_words(self.source.plugin)

    @property
    def options(self) -> list[tuple[str, str]]:
        """Label and value of each option, secrets hidden."""
        return shown_options(self.source.options)


def health(now: datetime) -> list[Health]:
    """Every source, by name, in one query."""
    return [_health(source, now) for source in _counted(Source.objects.all())]


def health_of(slug: str, now: datetime) -> Health | None:
    """The health of one source."""
    found = _counted(Source.objects.filter(slug=slug)).first()
    return _health(found, now) if found else None


def _counted(sources: QuerySet[Source]) -> QuerySet[Any]:
    waiting = Q(quarantined__isnull=False, quarantined__replayed_at=None, quarantined__discarded_at=None)
    return sources.annotate(waiting=Count("quarantined", filter=waiting))


def _health(source: Any, now: datetime) -> Health:
    return Health(source, state(source, now), source.waiting, _lag(source))


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
