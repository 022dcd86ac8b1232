"""What time does: a restriction that ends re-opens its request, and says so in advance."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import Decision, MediaRequest
from tabayyun.desk.mediadesk.operations.asking import due_at
from tabayyun.desk.mediadesk.operations.deciding import end
from tabayyun.desk.mediadesk.operations.standing import hold
from tabayyun.desk.mediadesk.operations.telling import tell_desk, tell_journalist
from tabayyun.kit import audit

WARNING = timedelta(days=7)


def announce_ends(*, now: datetime) -> int:
    """Announce restrictions that end within a week, to the journalist and to the desk, once; how many."""
    until = timezone.localtime(now).date() + WARNING
    near = _standing().filter(expires_on__lte=until, warned_at=None)
    return sum(_announce(decision, now) for decision in near)


def reopen_ended(*, now: datetime) -> int:
    """Open requests again whose restriction ended before today; how many."""
    ended = _standing().filter(expires_on__lt=timezone.localtime(now).date())
    return sum(_reopen(decision, now) for decision in ended)


def tell_late(*, now: datetime) -> int:
    """Tell the desk of open requests whose deadline has passed, once each; how many."""
    late = queries.requests(now=now, which="late").filter(late_told_at=None)
    return sum(_tell_late(request, now) for request in late)


def _standing() -> QuerySet[Decision]:
    """Decisions that hold something back now."""
    return (
        Decision.objects.filter(standing_of__isnull=False, expires_on__isnull=False)
        .select_related("request")
        .order_by("id")
    )


@transaction.atomic
def _announce(decision: Decision, now: datetime) -> bool:
    if not Decision.objects.filter(pk=decision.pk, warned_at=None).update(warned_at=now):
        return False
    tell_journalist(decision.request, "ending", now, once=decision.pk, decision=decision)
    tell_desk(decision.request, "ending_desk", now, once=decision.pk, decision=decision)
    audit.record(verb="mediadesk.end_announced", subject=decision.request, now=now, decision=decision.pk)
    return True


@transaction.atomic
def _reopen(decision: Decision, now: datetime) -> bool:
    request = decision.request
    hold(request)
    if request.current_id != decision.pk:
        return False
    end(decision, now)
    request.current, request.reopened_at, request.late_told_at = None, now, None
    request.due_at = due_at(None, now)
    request.save(update_fields=["current", "reopened_at", "late_told_at", "due_at"])
    tell_journalist(request, "reopened", now, once=decision.pk, decision=decision)
    tell_desk(request, "reopened_desk", now, once=decision.pk, decision=decision)
    audit.record(verb="mediadesk.reopened", subject=request, now=now, decision=decision.pk)
    return True


@transaction.atomic
def _tell_late(request: MediaRequest, now: datetime) -> bool:
    waiting = MediaRequest.objects.filter(pk=request.pk, late_told_at=None, due_at=request.due_at)
    if not waiting.update(late_told_at=now):
        return False
    tell_desk(request, "late", now, once=f"{request.due_at:%Y%m%d%H%M}")
    audit.record(verb="mediadesk.late", subject=request, now=now)
    return True
