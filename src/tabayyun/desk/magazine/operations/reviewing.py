"""Four eyes on every text, and corrections of what is published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.magazine.models import ArticleText, Issue, Picture
from tabayyun.desk.magazine.operations.articles import back_to_draft
from tabayyun.desk.magazine.operations.locking import locked_text
from tabayyun.desk.magazine.operations.printing import keep_print, laid_out, proof
from tabayyun.desk.magazine.operations.tidying import tidy
from tabayyun.desk.magazine.queries.wording import revision
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

State = ArticleText.State


@transaction.atomic
def submit(*, text: ArticleText, by: User, now: datetime) -> ArticleText:
    """Ask for approval. Raises `Refused` while something is missing, and says what."""
    text = locked_text(text)
    refuse_unless(text, {State.DRAFT}, _("Only a draft can be submitted."))
    _refuse_incomplete(text)
    proof(text, now)
    text.state, text.submitted_at, text.sent_back = State.SUBMITTED, now, ""
    text.save()
    audit.record(verb="magazine.submitted", subject=text, now=now, actor=by, revision=revision(text))
    return text


@transaction.atomic
def take_back(*, text: ArticleText, by: User, now: datetime) -> ArticleText:
    """The author wants to go on writing."""
    text = locked_text(text)
    refuse_unless_waiting(text)
    refuse_other(text.author_id, by.pk)
    back_to_draft(text)
    audit.record(verb="magazine.taken_back", subject=text, now=now, actor=by)
    return text


@transaction.atomic
def send_back(*, text: ArticleText, reason: str, by: User, now: datetime) -> ArticleText:
    """Not like this: back to the author, with a reason."""
    text = locked_text(text)
    refuse_unless_waiting(text)
    text.sent_back = tidy("correction", reason)
    if not text.sent_back:
        raise Refused(_("Say why you send the text back."))
    back_to_draft(text)
    audit.record(verb="magazine.sent_back", subject=text, now=now, actor=by, reason=text.sent_back)
    return text


@transaction.atomic
def approve(*, text: ArticleText, seen: str | None = None, by: User, now: datetime) -> ArticleText:
    """Somebody else than the author answers for the wording. A correction goes out at once.

    ``seen`` is `queries.revision` of what the approver read: nobody approves a text they did not see.
    """
    text = locked_text(text)
    refuse_unless_waiting(text)
    refuse_own(text.author_id, by.pk)
    refuse_unread(seen, revision(text))
    _refuse_incomplete(text)
    text.state, text.approver, text.approved_at = State.APPROVED, by, now
    text.save()
    audit.record(verb="magazine.approved", subject=text, now=now, actor=by, revision=revision(text))
    if text.article.issue.is_public:
        _publish_correction(text, by, now)
    return text


@transaction.atomic
def correct(*, text: ArticleText, correction: str, by: User, now: datetime) -> ArticleText:
    """Begin a new version of a published text: the same words and pictures, to be changed.

    Raises `Refused` without a reason, or while another correction is on its way.
    """
    text = locked_text(text)
    refuse_unless(text, {State.PUBLISHED}, _("Only the current version of a published text is corrected."))
    if not tidy("correction", correction):
        raise Refused(_("Say what was corrected, and why."))
    if ArticleText.objects.filter(article=text.article, lang=text.lang, published_at=None).exists():
        raise Refused(_("A correction of this text is on its way already."))
    fresh = ArticleText.objects.create(
        article=text.article,
        lang=text.lang,
        version=text.version + 1,
        title=text.title,
        standfirst=text.standfirst,
        body=text.body,
        byline=text.byline,
        correction=tidy("correction", correction),
        author=by,
        edited_at=now,
    )
    for picture in text.pictures.all():
        picture.pk, picture.text, picture.published_at = None, fresh, None
        picture._state.adding = True
        picture.save()
    audit.record(
        verb="magazine.correction_begun", subject=fresh, now=now, actor=by, correction=fresh.correction
    )
    return fresh


def made_public(text: ArticleText, now: datetime) -> None:
    """The text and its pictures go out; from here on triggers keep them as they are."""
    Picture.objects.filter(text=text).update(published_at=now)
    text.state, text.published_at = State.PUBLISHED, now
    text.save()


def _publish_correction(text: ArticleText, by: User, now: datetime) -> None:
    """The version before steps aside, and the issue is printed again."""
    if not text.correction:
        raise Refused(_("Say what was corrected, and why."))
    former = ArticleText.objects.filter(article=text.article, lang=text.lang, state=State.PUBLISHED)
    former.update(state=State.CORRECTED)
    made_public(text, now)
    issue = Issue.objects.get(pk=text.article.issue_id)
    keep_print(issue, text.lang, laid_out(issue=issue, lang=text.lang, now=now), now)
    audit.record(
        verb="magazine.corrected",
        subject=text,
        now=now,
        actor=by,
        version=text.version,
        correction=text.correction,
    )


def _refuse_incomplete(text: ArticleText) -> None:
    """Raise `Refused` with what is missing before somebody else may read it."""
    if not (text.title and text.standfirst and text.body):
        raise Refused(_("An article needs a title, an introduction and a text."))
    if text.version > 1 and not text.correction:
        raise Refused(_("Say what was corrected, and why."))
    pictures = list(text.pictures.all())
    if any(not picture.alt for picture in pictures):
        raise Refused(
            _("Every picture needs an alternative text: say what it shows to those who do not see it.")
        )
    if any(not picture.credit for picture in pictures):
        raise Refused(_("Every picture needs a credit: say who made it."))
