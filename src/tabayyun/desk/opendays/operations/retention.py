"""Names and addresses of visitors are forgotten on schedule; how many came stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from tabayyun.desk.opendays.models import Edition, Registration
from tabayyun.desk.opendays.queries.links import PAGE
from tabayyun.kit import audit, letters

FORGOTTEN = {"name": "", "organisation": "", "email": "", "phone": ""}


def purge_visitors(*, now: datetime) -> int:
    """Forget who registered for editions that ended VISITOR_RETENTION_DAYS ago; how many registrations."""
    last = localdate(now) - timedelta(days=settings.VISITOR_RETENTION_DAYS)
    due = Edition.objects.filter(last_day__lt=last, purged_at=None)
    return sum(_purge(edition, now) for edition in due)


@transaction.atomic
def _purge(edition: Edition, now: datetime) -> int:
    registrations = Registration.objects.filter(slot__edition=edition)
    values = [str(pk) for pk in registrations.values_list("pk", flat=True)]
    letters.erase(letters.with_link(PAGE).filter(link_value__in=values), now=now)
    forgotten = registrations.update(**FORGOTTEN)
    Edition.objects.filter(pk=edition.pk).update(purged_at=now)
    audit.record(verb="opendays.purged", subject=edition, now=now, label="retention", registrations=forgotten)
    return forgotten
