"""Four eyes: what one person wrote, another one reads, with its figures, and approves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.report.models import Chapter
from tabayyun.desk.report.operations.standing import locked, tidy
from tabayyun.desk.report.queries.standing import revision
from tabayyun.kit import audit
from tabayyun.kit.approvals import refuse_own, refuse_unless
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

State = Chapter.State


@transaction.atomic
def submit(*, chapter: Chapter, by: User, now: datetime) -> Chapter:
    """Ask for approval."""
    chapter = locked(chapter)
    refuse_unless(chapter, {State.DRAFT}, _("Only a draft can be submitted."))
    chapter.state, chapter.submitted_at, chapter.sent_back = State.SUBMITTED, now, ""
    chapter.save()
    audit.record(verb="report.submitted", subject=chapter, now=now, actor=by)
    return chapter


@transaction.atomic
def send_back(*, chapter: Chapter, reason: str, by: User, now: datetime) -> Chapter:
    """Not like this: back to the author, with a reason."""
    chapter = locked(chapter)
    refuse_unless(chapter, {State.SUBMITTED}, _("This chapter does not wait for approval."))
    if not tidy(reason):
        raise Refused(_("Say why you send the chapter back."))
    chapter.state, chapter.submitted_at, chapter.sent_back = State.DRAFT, None, tidy(reason)
    chapter.save()
    audit.record(verb="report.sent_back", subject=chapter, now=now, actor=by, reason=chapter.sent_back)
    return chapter


@transaction.atomic
def approve(*, chapter: Chapter, seen: str, by: User, now: datetime) -> Chapter:
    """Somebody else than the author answers for words and figures.

    ``seen`` is `queries.revision` of what the approver read. Raises `Refused` when a word or a record
    changed since: nobody approves a figure they did not see.
    """
    chapter = locked(chapter)
    refuse_unless(chapter, {State.SUBMITTED}, _("This chapter does not wait for approval."))
    refuse_own(chapter.author_id, by.pk)
    if seen != revision(chapter):
        raise Refused(_("The chapter or its figures changed after you opened it: read it again."))
    chapter.state, chapter.approver, chapter.approved_at = State.APPROVED, by, now
    chapter.approved_revision = seen
    chapter.save()
    audit.record(verb="report.approved", subject=chapter, now=now, actor=by, revision=seen)
    return chapter
