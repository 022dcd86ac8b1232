"""Who has a request: a unit, a person, and who is on it right now."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases.models import Unit
from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import MediaRequest
from tabayyun.desk.mediadesk.operations.standing import hold, hold_open, refuse_locked
from tabayyun.desk.mediadesk.operations.telling import tell_unit
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import may


@transaction.atomic
def assign(
    *, request: MediaRequest, unit: Unit | None, assignee: User | None, by: User, now: datetime
) -> None:
    """Give ``request`` to a unit, which is written to, and to a person of the desk; or to nobody.

    Raises Refused for a unit that is not asked any more, or somebody who may not work on requests.
    """
    hold_open(request)
    if assignee is not None and not may(assignee, "mediadesk.work"):
        raise Refused(_("%(name)s does not work on media requests.") % {"name": assignee.display_name})
    if unit is not None and unit.retired_at is not None and unit.pk != request.unit_id:
        raise Refused(_("This unit is not asked any more."))
    if (unit, assignee) == (request.unit, request.assignee):
        return
    new_unit = unit != request.unit
    request.unit, request.assignee = unit, assignee
    request.save(update_fields=["unit", "assignee"])
    if new_unit:
        tell_unit(request, now)
    audit.record(
        verb="mediadesk.assigned",
        subject=request,
        actor=by,
        now=now,
        unit=unit.in_language("ar") if unit else "",
        to=assignee.display_name if assignee else "",
    )


@transaction.atomic
def lock(*, request: MediaRequest, by: User, now: datetime, take_over: bool = False) -> None:
    """Say that ``by`` is on ``request``. Raises Refused while somebody else is, unless it is taken over.

    The lock ends by itself after LOCK_MINUTES without `renew`.
    """
    hold(request)
    holder = queries.holder(request, now)
    if not take_over:
        refuse_locked(request, by, now)
    _keep(request, by, now)
    if holder is None:
        audit.record(verb="mediadesk.locked", subject=request, actor=by, now=now)
    elif holder.pk != by.pk:
        audit.record(verb="mediadesk.taken_over", subject=request, actor=by, now=now, before=holder.pk)


@transaction.atomic
def renew(*, request: MediaRequest, by: User, now: datetime) -> bool:
    """Keep the lock of ``by`` alive; False, and nothing changes, when ``by`` does not hold it any more."""
    hold(request)
    holder = queries.holder(request, now)
    if holder is None or holder.pk != by.pk:
        return False
    _keep(request, by, now)
    return True


@transaction.atomic
def unlock(*, request: MediaRequest, by: User, now: datetime) -> None:
    """``by`` leaves ``request``. Raises Refused when somebody else is on it."""
    hold(request)
    refuse_locked(request, by, now)
    if request.locked_by is None:
        return
    request.locked_by, request.locked_at = None, None
    request.save(update_fields=["locked_by", "locked_at"])
    audit.record(verb="mediadesk.unlocked", subject=request, actor=by, now=now)


def _keep(request: MediaRequest, by: User, now: datetime) -> None:
    request.locked_by, request.locked_at = by, now
    request.save(update_fields=["locked_by", "locked_at"])
