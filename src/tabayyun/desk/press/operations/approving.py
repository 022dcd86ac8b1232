"""Four eyes: what one person wrote, another one reads and approves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases import operations as cases
from tabayyun.desk.press.models import Statement, StatementText
from tabayyun.desk.press.operations.drafting import follow_case
from tabayyun.desk.press.operations.editing import back_to_draft
from tabayyun.desk.press.operations.locking import locked
from tabayyun.desk.press.operations.templates import TODO
from tabayyun.desk.press.operations.tidying import tidy
from tabayyun.desk.press.queries.wording import revision
from tabayyun.desk.signals.models import Verdict
from tabayyun.kit import audit
from tabayyun.kit.approvals import (
    refuse_other,
    refuse_own,
    refuse_unless,
    refuse_unless_waiting,
    refuse_unread,
)
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

State = StatementText.State


@transaction.atomic
def submit(*, text: StatementText, by: User, now: datetime) -> StatementText:
    """Ask for approval. Raises `Refused` while something is missing, and says what."""
    text = locked(text)
    refuse_unless(text, {State.DRAFT}, _("Only a draft can be submitted."))
    follow_case(text.statement)
    refuse_incomplete(text)
    text.state, text.submitted_at, text.sent_back = State.SUBMITTED, now, ""
    text.save()
    audit.record(verb="press.submitted", subject=text, now=now, actor=by, revision=revision(text))
    return text


@transaction.atomic
def take_back(*, text: StatementText, by: User, now: datetime) -> StatementText:
    """The author wants to go on writing."""
    text = locked(text)
    refuse_unless_waiting(text)
    refuse_other(text.author_id, by.pk)
    back_to_draft(text)
    text.save()
    audit.record(verb="press.taken_back", subject=text, now=now, actor=by)
    return text


@transaction.atomic
def send_back(*, text: StatementText, reason: str, by: User, now: datetime) -> StatementText:
    """Not like this: back to the author, with a reason."""
    text = locked(text)
    refuse_unless_waiting(text)
    if not tidy(reason):
        raise Refused(_("Say why you send the text back."))
    back_to_draft(text)
    text.sent_back = tidy(reason)
    text.save()
    audit.record(verb="press.sent_back", subject=text, now=now, actor=by, reason=text.sent_back)
    return text


@transaction.atomic
def approve(*, text: StatementText, seen: str | None = None, by: User, now: datetime) -> StatementText:
    """Somebody else than the author takes responsibility for the wording.

    ``seen`` is `queries.revision` of what the approver read: nobody approves a text they did not see.
    """
    text = locked(text)
    refuse_unless_waiting(text)
    refuse_own(text.author_id, by.pk)
    refuse_unread(seen, revision(text))
    refuse_incomplete(text)
    text.state, text.approver, text.approved_at = State.APPROVED, by, now
    text.save()
    statement = text.statement
    if statement.case and statement.kind != Statement.Kind.HOLDING and statement.case.approved_at is None:
        cases.record_approval(case=statement.case, now=now)
    audit.record(verb="press.approved", subject=text, now=now, actor=by, revision=revision(text))
    return text


def refuse_incomplete(text: StatementText) -> None:
    """Raise `Refused` with what is missing before this text may go out."""
    statement = text.statement
    if not text.title or not text.body:
        raise Refused(_("A statement needs a title and a text."))
    if any(TODO in part for part in (text.title, text.body, *text.checked)):
        raise Refused(_("Fill in the places marked %(mark)s first.") % {"mark": TODO})
    if text.version > 1 and not text.correction:
        raise Refused(_("Say what was corrected, and why."))
    if statement.answers_a_claim:
        _refuse_unfounded(text)


def _refuse_unfounded(text: StatementText) -> None:
    statement = text.statement
    if not statement.claim:
        raise Refused(_("Say which claim is answered."))
    if statement.case and not statement.verdict:
        raise Refused(_("The case has no verdict yet: decide it first."))
    if statement.kind == Statement.Kind.DENIAL and statement.verdict in {Verdict.CONFIRMED, Verdict.UNPROVEN}:
        raise Refused(_("What is confirmed or unproven cannot be denied: make it a statement of truth."))
    if statement.case and not text.checked:
        raise Refused(_("Say what was checked: at least one line."))
