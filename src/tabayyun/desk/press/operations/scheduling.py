"""Publishing later: at a time, or not before the end of an embargo."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.press.models import StatementText
from tabayyun.desk.press.operations.locking import locked
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

State = StatementText.State


@transaction.atomic
def schedule(
    *, text: StatementText, publish_at: datetime, embargo: bool = False, by: User, now: datetime
) -> StatementText:
    """Publish at ``publish_at``. With ``embargo`` nobody publishes it earlier, not even by hand.

    Raises `Refused` when the text is not approved or the time is past.
    """
    text = locked(text)
    if text.state not in {State.APPROVED, State.SCHEDULED}:
        raise Refused(_("Only an approved text can be scheduled."))
    if publish_at <= now:
        raise Refused(_("That time is past."))
    text.state, text.publish_at, text.embargo = State.SCHEDULED, publish_at, embargo
    text.save()
    audit.record(
        verb="press.scheduled",
        subject=text,
        now=now,
        actor=by,
        publish_at=publish_at.isoformat(),
        embargo=embargo,
    )
    return text


@transaction.atomic
def unschedule(*, text: StatementText, by: User, now: datetime) -> StatementText:
    """Approved still, but without a time; an embargo is lifted."""
    text = locked(text)
    if text.state != State.SCHEDULED:
        raise Refused(_("This text is not scheduled."))
    text.state, text.publish_at, text.embargo = State.APPROVED, None, False
    text.save()
    audit.record(verb="press.unscheduled", subject=text, now=now, actor=by)
    return text
