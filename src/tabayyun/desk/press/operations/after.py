"""After publication: correct in the open, or withdraw with a reason. Nothing is overwritten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.press.models import StatementText
from tabayyun.desk.press.operations.locking import locked
from tabayyun.desk.press.operations.publishing import claim_id
from tabayyun.desk.press.operations.tidying import tidy
from tabayyun.desk.signals import operations as signals
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

State = StatementText.State


@transaction.atomic
def correct(*, text: StatementText, correction: str, by: User, now: datetime) -> StatementText:
    """Begin the next version as a draft of ``by``, with what is corrected and why.

    The published version stays current until the new one is published. Raises `Refused` when ``text``
    is not the current public version, or a correction of it is on its way already.
    """
    text = locked(text)
    _refuse_uncurrent(text)
    if not tidy(correction):
        raise Refused(_("Say what was corrected, and why."))
    others = StatementText.objects.filter(statement=text.statement, lang=text.lang)
    if others.filter(published_at__isnull=True).exists():
        raise Refused(_("A correction of this text is being written already."))
    draft = StatementText.objects.create(
        statement=text.statement,
        lang=text.lang,
        version=text.version + 1,
        title=text.title,
        body=text.body,
        checked=text.checked,
        correction=tidy(correction),
        author=by,
        edited_at=now,
    )
    audit.record(
        verb="press.correction_begun",
        subject=draft,
        now=now,
        actor=by,
        correction=draft.correction,
    )
    return draft


@transaction.atomic
def withdraw(*, text: StatementText, reason: str, by: User, now: datetime) -> StatementText:
    """Take ``text`` back in public: its page, its signature and its log entry stay, with the reason.

    The claim is no longer known as answered. Raises `Refused` without a reason, or when ``text`` is
    not the current public version.
    """
    text = locked(text)
    _refuse_uncurrent(text)
    if not tidy(reason):
        raise Refused(_("Say why the statement is withdrawn: the public reads it."))
    text.state, text.withdrawn_at, text.withdrawal_reason = State.WITHDRAWN, now, tidy(reason)
    text.save(update_fields=["state", "withdrawn_at", "withdrawal_reason"])
    signals.withdraw_claim(external_id=claim_id(text), now=now)
    audit.record(verb="press.withdrawn", subject=text, now=now, actor=by, reason=text.withdrawal_reason)
    return text


def _refuse_uncurrent(text: StatementText) -> None:
    if text.state == State.WITHDRAWN:
        raise Refused(_("This text is withdrawn."))
    if text.state == State.CORRECTED:
        raise Refused(_("This version was replaced: go to the current one."))
    if text.state != State.PUBLISHED:
        raise Refused(_("This text is not published."))
