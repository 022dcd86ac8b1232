"""Warn before a deadline or a target, and say when it was missed: once each."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.models import Case, Inquiry, Reminder
from tabayyun.desk.cases.operations.inquiries import send
from tabayyun.engine.clock import State
from tabayyun.kit import audit, letters


def remind_units(*, now: datetime) -> int:
    """Remind units whose deadline is near, and escalate inquiries whose deadline has passed; how many."""
    waiting = Inquiry.objects.filter(
        answered_at=None, escalated_at=None, case__closed_at=None, case__disclosed_at=None
    ).select_related("unit", "case__assignee")
    return sum(_remind_unit(inquiry, now) for inquiry in waiting)


def remind_desk(*, now: datetime) -> int:
    """Tell the desk of every target that is near or was missed; how many were told of."""
    waiting = queries.cases(now=now, which="open").prefetch_related("reminders")
    return sum(_remind_desk(case, target, now) for case in waiting for target in queries.clock(case, now))


def _remind_unit(inquiry: Inquiry, now: datetime) -> bool:
    if now >= inquiry.due_at:
        return _escalate(inquiry, now)
    if inquiry.reminded_at is not None or now < inquiry.due_at - _warning(inquiry):
        return False
    with transaction.atomic():
        waiting = Inquiry.objects.filter(pk=inquiry.pk, reminded_at=None, answered_at=None)
        if not waiting.update(reminded_at=now):
            return False
        send(inquiry, "reminded", inquiry.unit.email, now)
        audit.record(verb="cases.unit_reminded", subject=inquiry.case, now=now, inquiry=inquiry.pk)
    return True


def _warning(inquiry: Inquiry) -> timedelta:
    """How long before its deadline a unit is reminded: in the last quarter of the time it was given."""
    least = timedelta(minutes=settings.REMIND_BEFORE_MINUTES)
    return max(least, (inquiry.due_at - inquiry.asked_at) / 4)


@transaction.atomic
def _escalate(inquiry: Inquiry, now: datetime) -> bool:
    waiting = Inquiry.objects.filter(pk=inquiry.pk, escalated_at=None, answered_at=None)
    if not waiting.update(escalated_at=now):
        return False
    if inquiry.unit.escalation_email:
        send(inquiry, "escalated", inquiry.unit.escalation_email, now)
    _tell(inquiry.case, f"inquiry-{inquiry.pk}-unanswered", "unanswered", {"inquiry": inquiry}, now)
    audit.record(verb="cases.escalated", subject=inquiry.case, now=now, inquiry=inquiry.pk)
    return True


def _remind_desk(case: Case, target: queries.CaseTarget, now: datetime) -> bool:
    missed = target.state == State.MISSED
    if not (missed or target.state == State.NEAR) or _was_told(case, target, missed):
        return False
    with transaction.atomic():
        _, told_now = Reminder.objects.get_or_create(
            case=case, target=target.key, missed=missed, defaults={"at": now}
        )
        if not told_now:
            return False
        stage = "missed" if missed else "near"
        _tell(case, f"case-{case.pk}-{target.key}-{stage}", stage, {"target": target}, now)
        audit.record(verb=f"cases.target_{stage}", subject=case, now=now, target=str(target.key))
    return True


def _was_told(case: Case, target: queries.CaseTarget, missed: bool) -> bool:
    return any(told.target == target.key and told.missed == missed for told in case.reminders.all())


def _tell(case: Case, key: str, kind: str, context: dict[str, object], now: datetime) -> None:
    for person in queries.recipients(case):
        letters.queue(
            key=f"{key}-{person.pk}",
            to=person.email,
            language=letters.language_of(person),
            template=f"cases/mail/{kind}.txt",
            context={**context, "case": case, "link": queries.case_link(case)},
            now=now,
        )
