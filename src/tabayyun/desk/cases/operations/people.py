"""Who has a case, who is on it right now, and what they noted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.models import Case, Note
from tabayyun.desk.cases.operations.standing import hold, hold_open, refuse_locked, written
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import may


@transaction.atomic
def assign(*, case: Case, assignee: User | None, by: User, now: datetime) -> None:
    """Give ``case`` to ``assignee``, or to nobody. Raises Refused for somebody who may not work on cases."""
    hold_open(case)
    if assignee is not None and not may(assignee, "cases.work"):
        raise Refused(_("%(name)s does not work on cases.") % {"name": assignee.display_name})
    if case.assignee_id == (assignee and assignee.pk):
        return
    case.assignee = assignee
    case.save(update_fields=["assignee"])
    verb, to = ("cases.assigned", assignee.display_name) if assignee else ("cases.unassigned", "")
    audit.record(verb=verb, subject=case, actor=by, now=now, to=to)


@transaction.atomic
def lock(*, case: Case, by: User, now: datetime, take_over: bool = False) -> None:
    """Say that ``by`` is on ``case``. Raises Refused while somebody else is, unless it is taken over.

    The lock ends by itself after LOCK_MINUTES without `renew`.
    """
    hold_open(case)
    holder = queries.holder(case, now)
    if not take_over:
        refuse_locked(case, by, now)
    _keep(case, by, now)
    if holder is None:
        audit.record(verb="cases.locked", subject=case, actor=by, now=now)
    elif holder.pk != by.pk:
        audit.record(
            verb="cases.taken_over", subject=case, actor=by, now=now, to=by.display_name, before=holder.pk
        )


@transaction.atomic
def renew(*, case: Case, by: User, now: datetime) -> bool:
    """Keep the lock of ``by`` alive; False, and nothing changes, when ``by`` does not hold it any more."""
    hold(case)
    holder = queries.holder(case, now)
    if not case.is_open or holder is None or holder.pk != by.pk:
        return False
    _keep(case, by, now)
    return True


@transaction.atomic
def unlock(*, case: Case, by: User, now: datetime) -> None:
    """``by`` leaves ``case``. Raises Refused when somebody else is on it."""
    hold(case)
    refuse_locked(case, by, now)
    if case.locked_by is None:
        return
    case.locked_by, case.locked_at = None, None
    case.save(update_fields=["locked_by", "locked_at"])
    audit.record(verb="cases.unlocked", subject=case, actor=by, now=now)


@transaction.atomic
def add_note(*, case: Case, text: str, by: User, now: datetime) -> Note:
    """Add a note; a finished case takes notes too. Raises Refused when it is empty or too long."""
    text = written(text, _("The note is empty."))
    note = Note.objects.create(case=case, at=now, by=by, text=text)
    audit.record(verb="cases.noted", subject=case, actor=by, now=now, note=note.pk)
    return note


def _keep(case: Case, by: User, now: datetime) -> None:
    case.locked_by, case.locked_at = by, now
    case.save(update_fields=["locked_by", "locked_at"])
