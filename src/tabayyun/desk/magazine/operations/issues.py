"""An issue from its first page to its publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tabayyun.desk.magazine.models import LANGS, ArticleText, Issue
from tabayyun.desk.magazine.operations.locking import locked_issue, open_issue
from tabayyun.desk.magazine.operations.printing import keep_print, laid_out
from tabayyun.desk.magazine.operations.reviewing import made_public
from tabayyun.desk.magazine.operations.tidying import tidy
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.templatetags.tabayyun import plain

State = Issue.State
LONGEST_TITLE = 120


def create_issue(*, number: int, title: Mapping[str, str], day: date, by: User, now: datetime) -> Issue:
    """Begin an issue. Raises `Refused` for a number that is taken."""
    issue = Issue(number=number, title=_titled(title), day=day, created_by=by, created_at=now)
    if number < 1:
        raise Refused(_("Numbers begin with 1."))
    try:
        with transaction.atomic():
            issue.save()
            audit.record(verb="magazine.issue_begun", subject=issue, now=now, actor=by, number=number)
    except IntegrityError:
        raise Refused(_("There is an issue with this number already.")) from None
    return issue


@transaction.atomic
def edit_issue(*, issue: Issue, title: Mapping[str, str], day: date, by: User, now: datetime) -> Issue:
    """Its titles and the date on its cover, while it is being made."""
    issue = open_issue(issue)
    issue.title, issue.day = _titled(title), day
    issue.save()
    audit.record(verb="magazine.issue_edited", subject=issue, now=now, actor=by, title=issue.title)
    return issue


@transaction.atomic
def submit_issue(*, issue: Issue, by: User, now: datetime) -> Issue:
    """Close it, and ask for approval of the whole. Raises `Refused` while something is missing."""
    issue = open_issue(issue)
    for lang in _languages(issue):
        laid_out(issue=issue, lang=lang, now=now)
    issue.state, issue.submitted_by, issue.submitted_at, issue.sent_back = State.SUBMITTED, by, now, ""
    issue.save()
    audit.record(verb="magazine.issue_submitted", subject=issue, now=now, actor=by)
    return issue


@transaction.atomic
def send_issue_back(*, issue: Issue, reason: str, by: User, now: datetime) -> Issue:
    """Open it again, with a reason."""
    issue = locked_issue(issue)
    if issue.state not in {State.SUBMITTED, State.APPROVED}:
        raise Refused(_("This issue does not wait for approval."))
    issue.state, issue.sent_back = State.DRAFT, tidy("correction", reason)
    if not issue.sent_back:
        raise Refused(_("Say why you send the issue back."))
    issue.submitted_by = issue.submitted_at = issue.approver = issue.approved_at = None
    issue.save()
    audit.record(verb="magazine.issue_sent_back", subject=issue, now=now, actor=by, reason=issue.sent_back)
    return issue


@transaction.atomic
def approve_issue(*, issue: Issue, by: User, now: datetime) -> Issue:
    """Somebody else than who closed it answers for the whole."""
    issue = locked_issue(issue)
    if issue.state != State.SUBMITTED:
        raise Refused(_("This issue does not wait for approval."))
    if issue.submitted_by_id == by.pk:
        raise Refused(_("You closed this issue: somebody else has to approve it."))
    issue.state, issue.approver, issue.approved_at = State.APPROVED, by, now
    issue.save()
    audit.record(verb="magazine.issue_approved", subject=issue, now=now, actor=by)
    return issue


@transaction.atomic
def publish(*, issue: Issue, by: User, now: datetime) -> Issue:
    """Make an approved issue public: its pages, and one PDF for each language."""
    issue = locked_issue(issue)
    if issue.state != State.APPROVED:
        raise Refused(_("Only an approved issue is published."))
    langs = _languages(issue)
    for text in ArticleText.objects.filter(article__issue=issue):
        made_public(text, now)
    issue.articles.update(published_at=now)
    issue.state, issue.published_at = State.PUBLISHED, now
    issue.save()
    prints = [keep_print(issue, lang, laid_out(issue=issue, lang=lang, now=now), now) for lang in langs]
    audit.record(
        verb="magazine.issue_published",
        subject=issue,
        now=now,
        actor=by,
        number=issue.number,
        prints={one.lang: one.sha256 for one in prints},
    )
    return issue


def _languages(issue: Issue) -> list[str]:
    """The languages it comes out in. Raises `Refused` while a text is not approved, or a title is missing."""
    texts = list(ArticleText.objects.filter(article__issue=issue).select_related("article"))
    if not texts:
        raise Refused(_("An issue needs at least one article."))
    unready = [text for text in texts if text.state != ArticleText.State.APPROVED]
    if unready:
        titles = " ".join(f"«{text.title}»" for text in unready[:5])
        raise Refused(_("These articles are not approved yet: %(titles)s") % {"titles": titles})
    langs = [lang for lang in LANGS if any(text.lang == lang for text in texts)]
    if untitled := [str(LANGS[lang]) for lang in langs if not issue.title.get(lang)]:
        raise Refused(_("The issue has no title in this language: %(language)s") % {"language": untitled[0]})
    return langs


def _titled(title: Mapping[str, str]) -> dict[str, str]:
    titles = {lang: " ".join(plain(title.get(lang, "")).split()) for lang in LANGS}
    if any(len(one) > LONGEST_TITLE for one in titles.values()):
        raise Refused(_("The title is longer than %(limit)s characters.") % {"limit": LONGEST_TITLE})
    if not any(titles.values()):
        raise Refused(_("An issue needs a title."))
    return {lang: one for lang, one in titles.items() if one}
