"""Writing: articles, their languages, their order, and a text that two people never overwrite."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.magazine.models import LANGS, Article, ArticleText, Issue, Section
from tabayyun.desk.magazine.operations.locking import draft, open_issue
from tabayyun.desk.magazine.operations.tidying import tidy
from tabayyun.desk.magazine.queries.wording import revision
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


class EditConflict(Refused):
    """Somebody else saved the text in the meantime. ``current`` is what they saved."""

    def __init__(self, message: str, current: ArticleText) -> None:
        super().__init__(message)
        self.current = current


@transaction.atomic
def add_article(
    *, issue: Issue, section: Section, lang: str, title: str, by: User, now: datetime
) -> ArticleText:
    """A further article at the end of an open issue, begun in ``lang``. Raises `Refused`."""
    issue = open_issue(issue)
    last = issue.articles.aggregate(last=Max("place"))["last"] or 0
    article = Article.objects.create(issue=issue, section=section, place=last + 1)
    text = _begun(article, lang, by, now)
    text.title = tidy("title", title)
    text.save(update_fields=["title"])
    audit.record(
        verb="magazine.article_added", subject=issue, now=now, actor=by, place=article.place, lang=lang
    )
    return text


@transaction.atomic
def add_language(*, article: Article, lang: str, by: User, now: datetime) -> ArticleText:
    """The article in one more language. Raises `Refused` when it is there already."""
    open_issue(article.issue)
    if article.texts.filter(lang=lang).exists():
        raise Refused(_("The article has a text in this language already."))
    text = _begun(article, lang, by, now)
    audit.record(verb="magazine.language_added", subject=text, now=now, actor=by, lang=lang)
    return text


@transaction.atomic
def edit(
    *,
    text: ArticleText,
    title: str,
    standfirst: str,
    body: str,
    byline: str = "",
    correction: str = "",
    seen: str | None = None,
    by: User,
    now: datetime,
) -> ArticleText:
    """Save what an editor wrote. ``seen`` is `queries.revision` of the text they began from.

    An approved text becomes a draft again: somebody has to approve the new wording. Raises
    `EditConflict` when the text says something else by now, `Refused` when it cannot be edited.
    """
    text = draft(text)
    if seen is not None and seen != revision(text):
        raise EditConflict(_conflict(text), text)
    before = revision(text)
    wording = {"title": title, "standfirst": standfirst, "body": body, "byline": byline}
    if text.version > 1:
        wording["correction"] = correction
    for name, written in wording.items():
        setattr(text, name, tidy(name, written))
    if revision(text) == before:
        return text
    rewritten(text, by, now)
    audit.record(verb="magazine.edited", subject=text, now=now, actor=by, revision=revision(text))
    return text


@transaction.atomic
def place_in(*, article: Article, section: Section, by: User, now: datetime) -> None:
    """Put an article of an open issue into another section."""
    open_issue(article.issue)
    article.section = section
    article.save(update_fields=["section"])
    audit.record(
        verb="magazine.article_placed",
        subject=article.issue,
        now=now,
        actor=by,
        place=article.place,
        section=section.pk,
    )


@transaction.atomic
def move(*, article: Article, up: bool, by: User, now: datetime) -> None:
    """Change places with the article before or after it; the first one is the cover story."""
    issue = open_issue(article.issue)
    article.refresh_from_db()
    others = (
        issue.articles.filter(place__lt=article.place)
        if up
        else issue.articles.filter(place__gt=article.place)
    )
    other = others.order_by("-place" if up else "place").first()
    if other is None:
        return
    mine, theirs = article.place, other.place
    for row, place in ((article, 0), (other, mine), (article, theirs)):
        row.place = place
        row.save(update_fields=["place"])
    audit.record(verb="magazine.article_moved", subject=issue, now=now, actor=by, place=mine, to=theirs)


@transaction.atomic
def remove_article(*, article: Article, by: User, now: datetime) -> None:
    """Take an article out of an open issue; those after it move up."""
    issue = open_issue(article.issue)
    texts = list(article.texts.all())
    for text in texts:
        text.pictures.all().delete()
        text.delete()
    titles = {text.lang: text.title for text in texts}
    place = article.place
    article.delete()
    for later in issue.articles.filter(place__gt=place).order_by("place"):
        later.place -= 1
        later.save(update_fields=["place"])
    audit.record(
        verb="magazine.article_removed", subject=issue, now=now, actor=by, place=place, titles=titles
    )


def rewritten(text: ArticleText, by: User, now: datetime) -> None:
    """``text`` says something new: nobody has approved it, and ``by`` is who answers for it."""
    text.author, text.edited_at = by, now
    back_to_draft(text)


def back_to_draft(text: ArticleText) -> None:
    """As if it had never been submitted."""
    text.state = ArticleText.State.DRAFT
    text.submitted_at = text.approver = text.approved_at = None
    text.save()


def _begun(article: Article, lang: str, by: User, now: datetime) -> ArticleText:
    if lang not in LANGS:
        raise Refused(_("The magazine is not printed in this language."))
    return ArticleText.objects.create(article=article, lang=lang, author=by, edited_at=now)


def _conflict(text: ArticleText) -> str:
    message = _(
        "%(name)s changed this text at %(time)s, after you opened it."
        " Nothing of yours is lost: compare, then save again."
    )
    return message % {
        "name": text.author.display_name,
        "time": f"{timezone.localtime(text.edited_at):%H:%M}",
    }
