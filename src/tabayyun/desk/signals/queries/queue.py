"""The queue: contents ranked by what they would cost if ignored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from tabayyun.desk.signals.models import Content, Copy, KnownClaim, Signal
from tabayyun.desk.signals.queries.charts import Bar, sparkline
from tabayyun.desk.signals.queries.reasons import reasons
from tabayyun.engine.text import normalise
from tabayyun.kit.models import User

ALL = "all"
SHOWN_ON_A_PAGE = 50
WORTH_A_CASE = 0.15
"""Priority (0–1) from which a case is suggested."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue is narrowed to. Hashable: readers with the same filters share the work."""

    state: str = Content.State.OPEN
    lang: str = ""
    kind: str = ""
    source: str = ""
    words: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A content as the queue shows it."""

    content: Content
    reasons: list[str]
    bars: list[Bar]
    handler: User | None
    answer: KnownClaim | None
    """The statement that can be given as answer with one click."""
    worth_a_case: bool


def queue(filters: Filters) -> QuerySet[Content]:
    """Contents, the one that matters most first, ready to be shown by `rows`."""
    found = _filtered(Content.objects.all(), filters)
    related = found.select_related("known_claim", "answered_by", "handler", "decided_by")
    return related.prefetch_related("signals").order_by("-rank", "-id")


def rows(contents: Iterable[Content], now: datetime) -> list[Row]:
    """``contents`` of `queue` as rows; no further query."""
    return [
        Row(
            content=content,
            reasons=reasons(content),
            bars=sparkline(content),
            handler=handler_of(content, now),
            answer=answer_to(content),
            worth_a_case=content.state == Content.State.OPEN and content.priority >= WORTH_A_CASE,
        )
        for content in contents
    ]


def handler_of(content: Content, now: datetime) -> User | None:
    """Who is on this, unless nothing was heard of them for a while."""
    expired = now - timedelta(minutes=settings.LOCK_MINUTES)
    return content.handler if content.handled_at and content.handled_at >= expired else None


def answer_to(content: Content) -> KnownClaim | None:
    """The known claim that answers ``content``, while nobody decided otherwise."""
    claim = content.known_claim
    return claim if claim and not claim.withdrawn_at and content.state == Content.State.OPEN else None


def copies_of(content: Content) -> QuerySet[Copy]:
    """The posts that carry ``content``, newest first, with how alike they are."""
    return content.copy_set.select_related("post__source").order_by("-post_id")


def suggested() -> QuerySet[Content]:
    """Contents nobody looked at yet that weigh enough to be worth a case."""
    return Content.objects.filter(state=Content.State.OPEN, priority__gte=WORTH_A_CASE)


def _filtered(found: QuerySet[Content], filters: Filters) -> QuerySet[Content]:
    if filters.state != ALL:
        found = found.filter(state=filters.state)
    if filters.lang:
        found = found.filter(lang=filters.lang)
    if filters.since:
        found = found.filter(last_posted_at__gte=filters.since)
    if filters.kind:
        found = found.filter(Exists(Signal.objects.filter(content=OuterRef("pk"), kind=filters.kind)))
    if filters.source:
        carried = Copy.objects.filter(content=OuterRef("pk"), post__source__slug=filters.source)
        found = found.filter(Exists(carried))
    for word in normalise(filters.words).split():
        found = found.filter(folded__contains=word)
    return found
