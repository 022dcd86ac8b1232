"""The moments of the clock that the press room reports. Reporting one again changes nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases.models import Case
from tabayyun.desk.cases.operations.standing import hold
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


@transaction.atomic
def record_holding(*, case: Case, now: datetime, by: User | None = None) -> None:
    """A holding notice on ``case`` was published."""
    hold(case)
    if case.held_at is None and case.disclosed_at is None:
        _set(case, "held_at", "cases.held", now, by)


@transaction.atomic
def record_approval(*, case: Case, now: datetime, by: User | None = None) -> None:
    """A statement on ``case`` was approved; the first approval counts."""
    hold(case)
    if case.approved_at is None:
        _set(case, "approved_at", "cases.approved", now, by)


@transaction.atomic
def record_disclosure(*, case: Case, now: datetime, by: User | None = None) -> None:
    """The public was told the verdict on ``case``: the clock stops.

    Raises Refused without a verdict, and for a case that was closed without disclosure.
    """
    hold(case)
    if case.disclosed_at is not None:
        return
    if case.closed_at is not None:
        raise Refused(_("Case %(reference)s is finished.") % {"reference": case.reference})
    if not case.verdict or case.decided_at is None:
        raise Refused(_("The case has no verdict yet: nothing can be disclosed."))
    case.locked_by = case.locked_at = None
    case.save(update_fields=["locked_by", "locked_at"])
    _set(case, "disclosed_at", "cases.disclosed", now, by)


def _set(case: Case, moment: str, verb: str, now: datetime, by: User | None) -> None:
    setattr(case, moment, now)
    case.save(update_fields=[moment])
    audit.record(verb=verb, subject=case, actor=by, label="press", now=now)
