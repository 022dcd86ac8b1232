"""Changing a draft, so that two people never overwrite each other without knowing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.press.models import Statement, StatementText
from tabayyun.desk.press.operations.locking import locked
from tabayyun.desk.press.operations.tidying import tidy
from tabayyun.desk.press.queries.wording import revision
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

State = StatementText.State
LONGEST_BODY = 60_000  # characters: some twenty printed pages
LONGEST_LINE = 1_000


class EditConflict(Refused):
    """Somebody else saved the text in the meantime. ``current`` is what they saved."""

    def __init__(self, message: str, current: StatementText) -> None:
        super().__init__(message)
        self.current = current


@transaction.atomic
def edit(
    *,
    text: StatementText,
    title: str,
    body: str,
    checked: Sequence[str],
    correction: str | None = None,
    claim: str | None = None,
    topic: str | None = None,
    seen: str | None = None,
    by: User,
    now: datetime,
) -> StatementText:
    """Save what an editor wrote. ``seen`` is `queries.revision` of the text they began from.

    What was approved or scheduled becomes a draft again: somebody has to approve the new wording.
    Raises `EditConflict` when the text says something else by now, `Refused` when it is no draft.
    """
    text = locked(text)
    _refuse_edit(text)
    if seen is not None and seen != revision(text):
        raise EditConflict(_conflict(text), text)
    before, was = revision(text), text.state
    _refuse_long(title, body, checked)
    text.title, text.body = tidy(title), tidy(body)
    text.checked = [line for line in map(tidy, checked) if line]
    if correction is not None:
        text.correction = tidy(correction)
    reworded = _reword(text.statement, claim, topic)
    if revision(text) == before:
        return text
    text.author, text.edited_at = by, now
    back_to_draft(text)
    text.save()
    if reworded:
        _reopen_siblings(text)
    audit.record(verb="press.edited", subject=text, now=now, actor=by, was=was, revision=revision(text))
    return text


def back_to_draft(text: StatementText) -> None:
    """As if it had never been submitted: nobody has approved this wording. The caller saves."""
    text.state = State.DRAFT
    text.submitted_at = text.approver = text.approved_at = text.publish_at = None
    text.embargo = False


def _refuse_edit(text: StatementText) -> None:
    if text.is_public:
        raise Refused(_("This text is published. Correct it instead: the correction is a new version."))
    if text.state == State.SUBMITTED:
        raise Refused(_("This text waits for approval. Take it back, or have it sent back, to edit it."))


def _refuse_long(title: str, body: str, checked: Sequence[str]) -> None:
    limit = StatementText._meta.get_field("title").max_length or 200
    if len(title.strip()) > limit:
        raise Refused(_("The title is longer than %(limit)s characters.") % {"limit": limit})
    if len(body) > LONGEST_BODY:
        raise Refused(_("The text is longer than %(limit)s characters.") % {"limit": LONGEST_BODY})
    if any(len(line) > LONGEST_LINE for line in checked):
        raise Refused(
            _("A line of what was checked is longer than %(limit)s characters.") % {"limit": LONGEST_LINE}
        )


def _reword(statement: Statement, claim: str | None, topic: str | None) -> bool:
    """Change claim and topic of the statement; whether anything changed."""
    new = (
        statement.claim if claim is None else tidy(claim),
        statement.topic if topic is None else topic,
    )
    if new == (statement.claim, statement.topic):
        return False
    if statement.first_published_at:
        raise Refused(_("The statement is published: its claim and topic stay as they are."))
    if new[1] not in Statement.Topic.values:
        raise Refused(_("There is no such kind or topic of statement."))
    statement.claim, statement.topic = new
    statement.save(update_fields=["claim", "topic"])
    return True


def _reopen_siblings(text: StatementText) -> None:
    """The other languages were approved with the old claim: they are drafts again."""
    others = StatementText.objects.filter(statement=text.statement, published_at__isnull=True)
    for other in others.exclude(pk=text.pk).exclude(state=State.DRAFT):
        back_to_draft(other)
        other.save()


def _conflict(text: StatementText) -> str:
    message = _(
        "%(name)s changed this text at %(time)s, after you opened it."
        " Nothing of yours is lost: compare, then save again."
    )
    return message % {
        "name": text.author.display_name,
        "time": f"{timezone.localtime(text.edited_at):%H:%M}",
    }
