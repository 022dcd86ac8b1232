"""What a person decides about a content. Every decision is audited and shows at once in the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tabayyun.desk.signals.models import Content, KnownClaim
from tabayyun.desk.signals.operations.revision import next_revision
from tabayyun.kit.audit import record
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

State = Content.State
UNDECIDED = {"answered_by": None, "dismissed_reason": "", "handler": None, "handled_at": None}


@transaction.atomic
def dismiss(*, content: Content, reason: str, by: User, now: datetime) -> None:
    """Take ``content`` out of the queue. Raises Refused without a reason or when it is in a case."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Refused(_("Say why: the reason stays with the content."))
    _decide(content, State.DISMISSED, by, now, dismissed_reason=reason)
    record(verb="signals.dismissed", subject=content, actor=by, now=now, reason=reason)


@transaction.atomic
def answer(*, content: Content, claim: KnownClaim, by: User, now: datetime) -> None:
    """Answer ``content`` with what was already published. Raises Refused for a withdrawn claim."""
    if claim.withdrawn_at is not None:
        raise Refused(_("That statement was withdrawn: it answers nothing any more."))
    _decide(content, State.ANSWERED, by, now, answered_by=claim)
    record(verb="signals.answered", subject=content, actor=by, now=now, claim=claim.external_id)


@transaction.atomic
def take_into_case(*, content: Content, by: User, now: datetime) -> None:
    """Mark ``content`` as the desk's work. Raises Refused when it already is in a case."""
    _decide(content, State.CASE, by, now)
    record(verb="signals.taken_into_case", subject=content, actor=by, now=now)


@transaction.atomic
def reopen(*, content: Content, by: User, now: datetime) -> None:
    """Put ``content`` back into the queue."""
    _change(content, now, state=State.OPEN, decided_by=by, decided_at=now, **UNDECIDED)
    record(verb="signals.reopened", subject=content, actor=by, now=now)


@transaction.atomic
def answered(*, content: Content, claim: KnownClaim, now: datetime) -> None:
    """The statement on ``content``'s case is out: the content, and every later copy, is answered."""
    _change(content, now, **{**UNDECIDED, "state": State.ANSWERED, "answered_by": claim, "decided_at": now})
    record(verb="signals.answered", subject=content, label="press", now=now, claim=claim.external_id)


@transaction.atomic
def handle(*, content: Content, by: User, now: datetime) -> bool:
    """Show that ``by`` is on ``content``; False, and no change, while somebody else is."""
    free = Q(handler=None) | Q(handler=by) | Q(handled_at__lt=_expired(now))
    taken = Content.objects.filter(free, pk=content.pk).update(handled_at=now)
    if taken and Content.objects.filter(pk=content.pk).exclude(handler=by).exists():
        _change(content, now, handler=by, handled_at=now)
    return bool(taken)


@transaction.atomic
def release(*, content: Content, by: User, now: datetime) -> None:
    """``by`` has left ``content``; nothing happens when somebody else is on it."""
    if Content.objects.filter(pk=content.pk, handler=by).exists():
        _change(content, now, handler=None, handled_at=None)


@transaction.atomic
def release_expired(*, now: datetime) -> int:
    """Free the contents whose handler has not been heard of for a while; how many."""
    expired = Content.objects.filter(handled_at__lt=_expired(now))
    if not expired.exists():
        return 0
    return expired.update(handler=None, handled_at=None, revision=next_revision(now))


def _decide(content: Content, state: State, by: User, now: datetime, **changes: object) -> None:
    current = Content.objects.select_for_update().values_list("state", flat=True).get(pk=content.pk)
    if current == State.CASE:
        raise Refused(_("This content is in a case: decide there."))
    _change(content, now, **{**UNDECIDED, "state": state, "decided_by": by, "decided_at": now, **changes})


def _change(content: Content, now: datetime, **changes: object) -> None:
    changes["revision"] = next_revision(now)
    Content.objects.filter(pk=content.pk).update(**changes)
    for name, value in changes.items():
        setattr(content, name, value)


def _expired(now: datetime) -> datetime:
    return now - timedelta(minutes=settings.LOCK_MINUTES)
