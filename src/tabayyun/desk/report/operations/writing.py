"""Beginning a report, and writing its chapters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.report import chapters
from tabayyun.desk.report.models import Chapter, ChapterText, Report
from tabayyun.desk.report.operations.standing import locked, tidy
from tabayyun.desk.report.phrases import refuse_unfit
from tabayyun.desk.report.queries.standing import revision
from tabayyun.desk.report.stated import LANGUAGES
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = 40_000  # characters: a dozen printed pages
TITLE = 200


@transaction.atomic
def begin(*, year: int, by: User, now: datetime) -> Report:
    """The report on ``year`` with every chapter in its first wording. Raises `Refused` when there is one."""
    serialise("reports")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("There is no report on such a year."))
    if Report.objects.filter(year=year).exists():
        raise Refused(_("The report on %(year)s was begun already.") % {"year": year})
    report = Report.objects.create(year=year, created_by=by, created_at=now)
    for key, number in chapters.NUMBERS.items():
        _add(report, key, number, by, now)
    audit.record(verb="report.begun", subject=report, now=now, actor=by, year=year)
    return report


@transaction.atomic
def edit(
    *, chapter: Chapter, lang: str, title: str, source: str, seen: str | None = None, by: User, now: datetime
) -> ChapterText:
    """Save the words of a chapter in one language; who approved it has to approve it again.

    ``seen`` is `queries.revision` of what the writer began from. Raises `Refused` when somebody else
    changed it meanwhile, for an unknown figure, and for a number that was typed by hand.
    """
    chapter = locked(chapter)
    if not chapter.is_open:
        raise Refused(_("This chapter is published: what changed since is told by an erratum."))
    if seen is not None and seen != revision(chapter):
        raise Refused(_("The chapter changed after you opened it. Your text is below; look at theirs first."))
    text = chapter.texts.filter(lang=lang).first()
    if text is None:
        raise Refused(_("The chapter has no text in this language."))
    text.title, text.source = " ".join(tidy(title).split()), tidy(source)
    _refuse_unfit(text)
    text.save()
    _back_to_draft(chapter, by, now)
    audit.record(verb="report.edited", subject=chapter, now=now, actor=by, lang=lang)
    return text


def _add(report: Report, key: str, number: int, by: User, now: datetime) -> None:
    chapter = Chapter.objects.create(report=report, key=key, number=number, author=by, edited_at=now)
    for lang in LANGUAGES:
        words = chapters.wording(key, lang)
        ChapterText.objects.create(chapter=chapter, lang=lang, title=words.title, source=words.source)


def _refuse_unfit(text: ChapterText) -> None:
    if not text.title or not text.source:
        raise Refused(_("A chapter needs a title and a text."))
    if len(text.title) > TITLE or len(text.source) > LONGEST:
        raise Refused(_("The title or the text is too long."))
    refuse_unfit(text.source)


def _back_to_draft(chapter: Chapter, by: User, now: datetime) -> None:
    chapter.state, chapter.author, chapter.edited_at = Chapter.State.DRAFT, by, now
    chapter.submitted_at = chapter.approver = chapter.approved_at = chapter.publish_at = None
    chapter.approved_revision, chapter.embargo = "", False
    chapter.save()
