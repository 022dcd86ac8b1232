"""What was given to a production company becomes one outreach record a shooting day, once it took place.

The report counts film support from the outreach records alone: those that field services import, and
those made here. A day that a field service recorded as well stays one record.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tabayyun.desk.mediadesk.models import Booking, MediaRequest, Shoot
from tabayyun.desk.outreach import operations as outreach
from tabayyun.desk.outreach import queries as recorded
from tabayyun.desk.outreach.models import Kind
from tabayyun.kit import audit


def record_support(*, now: datetime) -> int:
    """Record the support of every shoot that is over by ``now``; how many. Harmless when it runs twice."""
    return sum(_record(shoot, now) for shoot in _over(now))


def _over(now: datetime) -> QuerySet[Shoot]:
    """Shoots of production companies that took place with something lent for them, and are not counted."""
    lent = Exists(Booking.objects.filter(shoot=OuterRef("pk"), released_at=None))
    return (
        Shoot.objects.filter(lent, ends_at__lte=now, called_off_at=None, counted_at=None)
        .filter(request__asker=MediaRequest.Asker.PRODUCTION, request__outlet__isnull=False)
        .exclude(region=None)
        .select_related("request__outlet", "set_by")
        .order_by("pk")
    )


@transaction.atomic
def _record(shoot: Shoot, now: datetime) -> bool:
    shoot = (
        Shoot.objects.select_for_update(of=("self",))
        .select_related("request__outlet", "set_by")
        .get(pk=shoot.pk)
    )
    if shoot.counted_at is not None or shoot.request.outlet is None:
        return False
    company = outreach.company_named(name=shoot.request.outlet.name, by=shoot.set_by, now=now)
    day = timezone.localdate(shoot.starts_at)
    known = recorded.film_supports(company, day).exclude(pk__in=_taken()).first()
    shoot.support = known or outreach.record(
        kind=Kind.FILM,
        held_on=day,
        company_id=company.pk,
        region_id=shoot.region_id,
        place=shoot.place,
        label=f"{shoot.request.reference} {shoot.pk}",
        by=shoot.set_by,
        now=now,
    )
    shoot.counted_at = now
    shoot.save(update_fields=["support", "counted_at"])
    audit.record(
        verb="mediadesk.support_recorded", subject=shoot.request, now=now, label="clock", shoot=shoot.pk
    )
    return True


def _taken() -> QuerySet[Shoot, int]:
    """The records that stand for another shoot already."""
    return Shoot.objects.filter(support__isnull=False).values_list("support_id", flat=True)
