"""A case from its opening to its verdict, or to its end without disclosure."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.models import Case
from tabayyun.desk.cases.operations.standing import REASON, TITLE, hold_open, line, refuse_locked, written
from tabayyun.desk.expertise import queries as expertise
from tabayyun.desk.signals import operations as signals
from tabayyun.desk.signals.models import Content, Verdict
from tabayyun.kit import audit, references
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User


@transaction.atomic
def open_case(*, content: Content, title: str, by: User, now: datetime) -> Case:
    """Open a case on ``content``; its clock has been running since the content was detected.

    Without a ``title`` it takes the beginning of the content. Raises Refused, with who has it, when the
    content is in an open case already.
    """
    serialise(f"case of content {content.pk}")
    content.refresh_from_db(from_queryset=Content.objects.select_for_update())
    _refuse_second(content)
    case = Case.objects.create(
        reference=references.next_reference("M", timezone.localtime(now).year),
        content=content,
        title=_title(title, content),
        first_posted_at=content.first_posted_at,
        detected_at=content.detected_at,
        opened_at=now,
        opened_by=by,
    )
    signals.take_into_case(content=content, by=by, now=now)
    audit.record(verb="cases.opened", subject=case, actor=by, now=now, reference=case.reference)
    return case


@transaction.atomic
def decide(*, case: Case, verdict: str, grounds: str, by: User, now: datetime) -> None:
    """Give the verdict on ``case`` with its grounds; a second verdict before disclosure replaces the first.

    Raises Refused when nothing was checked yet, when the grounds are missing, when somebody else is on
    the case, or when it is finished.
    """
    hold_open(case)
    refuse_locked(case, by, now)
    if verdict not in Verdict.values:
        raise Refused(_("Choose a verdict."))
    grounds = written(grounds, _("Say on what grounds: the verdict has to hold in front of the public."))
    _refuse_unchecked(case)
    before = case.verdict
    case.verdict, case.grounds, case.decided_at, case.decided_by = verdict, grounds, now, by
    case.save(update_fields=["verdict", "grounds", "decided_at", "decided_by"])
    audit.record(
        verb="cases.decided",
        subject=case,
        actor=by,
        now=now,
        verdict=verdict,
        grounds=grounds,
        before=before,
    )


@transaction.atomic
def close(*, case: Case, reason: str, by: User, now: datetime) -> None:
    """End ``case`` without telling the public; its content leaves the queue for the same reason.

    Raises Refused without a reason, when somebody else is on the case, or when it is finished.
    """
    hold_open(case)
    refuse_locked(case, by, now)
    reason = written(line(reason), _("Say why: the reason stays with the case."), REASON)
    case.closed_at, case.closing_reason, case.locked_by, case.locked_at = now, reason, None, None
    case.save(update_fields=["closed_at", "closing_reason", "locked_by", "locked_at"])
    audit.record(verb="cases.closed", subject=case, actor=by, now=now, reason=reason)
    _dismiss(case.content, reason, by, now)


def _dismiss(content: Content, reason: str, by: User, now: datetime) -> None:
    """Dismiss the content, unless a statement has answered it meanwhile."""
    content.refresh_from_db()
    if content.state != Content.State.CASE:
        return
    signals.reopen(content=content, by=by, now=now)  # a content in a case is decided by the case alone
    signals.dismiss(content=content, reason=reason, by=by, now=now)


def _refuse_second(content: Content) -> None:
    other = queries.open_case_of(content)
    if other is not None:
        person = other.assignee or other.opened_by
        raise Refused(
            _("This content is in case %(reference)s already; %(name)s has it.")
            % {"reference": other.reference, "name": person.display_name}
        )


def _refuse_unchecked(case: Case) -> None:
    answered = case.inquiries.filter(answered_at__isnull=False).exists()
    if not answered and not expertise.of(case.content).exists():
        raise Refused(
            _("Nothing has been checked yet: record an examination or wait for a unit's answer first.")
        )


def _title(title: str, content: Content) -> str:
    chosen = line(title)
    if len(chosen) > TITLE:
        raise Refused(_("The title is too long: %(most)s characters at most.") % {"most": TITLE})
    return chosen or line(content.text[:1000])[:80] or content.key[:TITLE]
