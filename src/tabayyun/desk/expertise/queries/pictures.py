"""What is shown instead of what was received, and to whom without its veil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone

from tabayyun.desk.expertise.models import Evidence, Illustration, Reveal
from tabayyun.desk.signals.models import Content
from tabayyun.kit.models import User


def shift_of(now: datetime) -> datetime:
    """When the shift of ``now`` began: the latest of the institution's hours that is not after it."""
    local = timezone.localtime(now)
    begins = [
        day.replace(hour=hour, minute=0, second=0, microsecond=0)
        for day in (local - timedelta(days=1), local)
        for hour in settings.SHIFTS
    ]
    return max(begin for begin in begins if begin <= local)


def revealed_to(*, user: User, content: Content, evidence: Evidence | None, now: datetime) -> bool:
    """Whether ``user`` lifted the veil of a piece, or of what was made of a content, in this shift."""
    return open_reveals(user=user, content=content, now=now).filter(evidence=evidence).exists()


def revealed(*, user: User, content: Content, now: datetime) -> frozenset[int | None]:
    """The pieces whose veil ``user`` lifted; None among them stands for what was made of the content."""
    shown = open_reveals(user=user, content=content, now=now)
    return frozenset(shown.values_list("evidence_id", flat=True))


def open_reveals(*, user: User, content: Content, now: datetime) -> QuerySet[Reveal]:
    """What of ``content`` is shown to ``user`` without its veil."""
    return Reveal.objects.filter(by=user, content=content, shift=shift_of(now), hidden_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Looked:
    """How often a veil was lifted in this shift: by the reader, and by how many at the desk."""

    own: int
    all: int
    people: int


def looked(*, user: User, now: datetime) -> Looked:
    """The counts of this shift. Whoever heads the desk is shown totals, and nobody another person's count."""
    shift = Reveal.objects.filter(shift=shift_of(now))
    total = shift.aggregate(all=Count("pk"), people=Count("by", distinct=True))
    return Looked(own=shift.filter(by=user).count(), **total)


def illustrations_of(content: Content) -> QuerySet[Illustration]:
    """The pictures that examiners made on ``content``, oldest first."""
    return Illustration.objects.filter(examination__content=content).order_by("examination_id", "id")
