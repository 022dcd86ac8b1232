"""What changed in the queue since a revision."""

from __future__ import annotations

from dataclasses import dataclass

from tabayyun.desk.signals.models import Checkpoint, Content
from tabayyun.desk.signals.queries.queue import SHOWN_ON_A_PAGE, Filters, queue


@dataclass(frozen=True, slots=True)
class Changes:
    """What a page that stands at an older revision has to bring up to date."""

    order: list[int]
    """Ids of the first page, in order: whatever is not among them is no longer shown."""
    changed: list[Content]
    """Those of them that changed."""


def latest_revision() -> int:
    """The revision the contents stand at."""
    return Checkpoint.objects.filter(name="queue").values_list("revision", flat=True).first() or 0


def changes(filters: Filters, after: int) -> Changes:
    """The first page of ``filters``, and what in it changed after the revision ``after``.

    The cost does not depend on how much changed: a reader who was away for a day asks for no more
    than one who was away for a second.
    """
    page = list(queue(filters)[:SHOWN_ON_A_PAGE])
    return Changes([content.pk for content in page], [c for c in page if c.revision > after])
