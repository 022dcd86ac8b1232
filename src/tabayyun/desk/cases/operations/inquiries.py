"""Questions to units, and their answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.models import Case, Inquiry, Unit
from tabayyun.desk.cases.operations.standing import NAME, hold_open, line, written
from tabayyun.kit import audit, letters
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


@transaction.atomic
def ask(*, case: Case, unit: Unit, question: str, due_at: datetime, by: User, now: datetime) -> Inquiry:
    """Ask ``unit``, in its language, until ``due_at``. The same open question is not sent twice.

    Raises Refused when the question is empty, the deadline has passed, the unit is not asked any more, or
    the case is finished.
    """
    hold_open(case)
    question = written(question, _("Write the question."))
    if due_at <= now:
        raise Refused(_("The deadline has to be later than now."))
    if unit.retired_at is not None:
        raise Refused(_("This unit is not asked any more."))
    same = case.inquiries.filter(unit=unit, question=question, answered_at=None).first()
    if same is not None:
        return same
    inquiry = Inquiry.objects.create(
        case=case, unit=unit, question=question, asked_by=by, asked_at=now, due_at=due_at
    )
    send(inquiry, "asked", unit.email, now)
    audit.record(
        verb="cases.asked",
        subject=case,
        actor=by,
        now=now,
        inquiry=inquiry.pk,
        unit=unit.pk,
        due_at=due_at.isoformat(),
    )
    return inquiry


@transaction.atomic
def answer_inquiry(*, inquiry: Inquiry, answer: str, name: str, now: datetime) -> None:
    """Keep the unit's answer, once. Raises Refused when it is empty, too late, or a second one."""
    inquiry.refresh_from_db(from_queryset=Inquiry.objects.select_for_update())
    if inquiry.answered_at is not None:
        raise Refused(_("This inquiry was answered already."))
    if queries.has_expired(inquiry, now):
        raise Refused(_("This link has expired: the deadline passed more than three days ago."))
    inquiry.answer = written(answer, _("Write the answer."))
    inquiry.answered_name = written(line(name), _("Write your name and function."), NAME)
    inquiry.answered_at = now
    inquiry.save(update_fields=["answer", "answered_name", "answered_at"])
    audit.record(
        verb="cases.answered",
        subject=inquiry.case,
        label=f"{inquiry.answered_name[:80]} ({inquiry.unit.in_language('ar')[:60]})",
        now=now,
        inquiry=inquiry.pk,
        answer=True,
    )
    _tell_desk(inquiry, now)


def send(inquiry: Inquiry, kind: str, to: str, now: datetime) -> None:
    """Queue the letter of ``kind`` (asked, reminded, escalated), with the link to answer ``inquiry``."""
    unit = inquiry.unit
    letters.queue(
        key=f"inquiry-{inquiry.pk}-{kind}",
        to=to,
        language=unit.language,
        template=f"cases/mail/{kind}.txt",
        context={
            "inquiry": inquiry,
            "unit": unit.in_language(unit.language),
            "due_at": timezone.localtime(inquiry.due_at),
        },
        link=queries.answer_link(inquiry),
        now=now,
    )


def _tell_desk(inquiry: Inquiry, now: datetime) -> None:
    for person in queries.recipients(inquiry.case):
        letters.queue(
            key=f"inquiry-{inquiry.pk}-answered-{person.pk}",
            to=person.email,
            language=letters.language_of(person),
            template="cases/mail/answered.txt",
            context={"inquiry": inquiry, "case": inquiry.case, "link": queries.case_link(inquiry.case)},
            now=now,
        )
