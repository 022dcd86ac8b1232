"""Publishing a chapter: its figures are frozen, signed and logged in one transaction, in every language."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.press import operations as press
from tabayyun.desk.report import phrases
from tabayyun.desk.report.figures import packed
from tabayyun.desk.report.models import Chapter, ChapterText, Erratum, FrozenFigure, Release
from tabayyun.desk.report.operations.standing import locked
from tabayyun.desk.report.queries.standing import figure_keys, live_figures, revision
from tabayyun.desk.report.stated import Stated
from tabayyun.engine.signing.figures import figure_line, text_line
from tabayyun.engine.signing.jws import StatementClaims, text_digest
from tabayyun.kit import audit
from tabayyun.kit.approvals import refuse_unless
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

State = Chapter.State
READY = {State.APPROVED, State.SCHEDULED}
CHAPTER, ERRATUM = "report_chapter", "report_erratum"
SALT = 16
"""Bytes."""


@transaction.atomic
def publish(*, chapter: Chapter, by: User | None, now: datetime) -> Chapter:
    """Make an approved chapter public. ``by`` is None when its hour has come by schedule.

    Raises `Refused` when it is not approved, is under embargo, or its figures moved since the approval.
    """
    chapter = locked(chapter)
    _refuse_unready(chapter, now)
    salts = {key: secrets.token_hex(SALT) for key in figure_keys(chapter)}
    figures = live_figures(chapter, salts)
    for stated in figures.values():
        freeze(chapter, stated)
    for text in chapter.texts.select_related("chapter__report").order_by("lang"):
        sign(_release(text, figures), now)
    chapter.state, chapter.published_at = State.PUBLISHED, now
    chapter.save()
    audit.record(
        verb="report.published",
        subject=chapter,
        now=now,
        actor=by,
        label="schedule",
        reference=chapter.reference,
    )
    return chapter


@transaction.atomic
def schedule(
    *, chapter: Chapter, publish_at: datetime, embargo: bool = False, by: User, now: datetime
) -> Chapter:
    """Publish at ``publish_at``. With ``embargo`` nobody publishes it earlier, not even by hand."""
    chapter = locked(chapter)
    refuse_unless(chapter, READY, _("Only an approved chapter can be scheduled."))
    if publish_at <= now:
        raise Refused(_("That time is past."))
    chapter.state, chapter.publish_at, chapter.embargo = State.SCHEDULED, publish_at, embargo
    chapter.save()
    audit.record(
        verb="report.scheduled",
        subject=chapter,
        now=now,
        actor=by,
        publish_at=publish_at.isoformat(),
        embargo=embargo,
    )
    return chapter


@transaction.atomic
def unschedule(*, chapter: Chapter, by: User, now: datetime) -> Chapter:
    """Approved still, but without a time; an embargo is lifted."""
    chapter = locked(chapter)
    refuse_unless(chapter, {State.SCHEDULED}, _("This chapter is not scheduled."))
    chapter.state, chapter.publish_at, chapter.embargo = State.APPROVED, None, False
    chapter.save()
    audit.record(verb="report.unscheduled", subject=chapter, now=now, actor=by)
    return chapter


def publish_due(*, now: datetime) -> list[Chapter]:
    """Publish what was scheduled until ``now``. One that is refused does not hold up the others."""
    due = Chapter.objects.filter(state=State.SCHEDULED, publish_at__lte=now).order_by("publish_at", "id")
    tried = [_publish_scheduled(chapter, now) for chapter in due]
    return [chapter for chapter in tried if chapter]


def freeze(chapter: Chapter, stated: Stated, erratum: Erratum | None = None) -> FrozenFigure:
    """Keep ``stated`` as it is, with every row it counts."""
    return FrozenFigure.objects.create(
        chapter=chapter,
        erratum=erratum,
        key=stated.key,
        value=stated.value,
        unit=stated.unit,
        start=stated.period.start,
        end=stated.period.end,
        phase=stated.period.phase,
        wording=stated.wording,
        before=stated.before,
        rows_count=stated.rows,
        rows_root=stated.root,
        rows=packed(stated.lines),
        salt=stated.salt,
    )


def sign(release: Release, now: datetime) -> Release:
    """Sign, log and keep what is released in one language."""
    erratum = release.erratum
    claims = StatementClaims(
        issuer=settings.ORIGIN,
        reference=erratum.reference if erratum else release.chapter.reference,
        lang=release.lang,
        version=1,
        kind=ERRATUM if erratum else CHAPTER,
        title=release.title,
        date=timezone.localtime(now).isoformat(timespec="seconds"),
        digest=text_digest(release.title, release.body, release.lines),
    )
    release.entry = press.sign_and_log(claims=claims, now=now)
    release.save(force_insert=True)
    return release


def _release(text: ChapterText, figures: Mapping[str, Stated]) -> Release:
    blocks = phrases.blocks(text.source, text.lang, text.chapter.report.year, figures)
    body = phrases.plain(blocks)
    return Release(
        chapter=text.chapter,
        lang=text.lang,
        title=text.title,
        body=body,
        blocks=[block.json for block in blocks],
        lines=[*(figure_line(stated.signed) for stated in figures.values()), text_line(body)],
    )


def _refuse_unready(chapter: Chapter, now: datetime) -> None:
    if not chapter.is_open:
        raise Refused(_("This chapter is published already."))
    refuse_unless(chapter, READY, _("Only an approved chapter can be published."))
    if chapter.embargo and chapter.publish_at and chapter.publish_at > now:
        raise Refused(
            _("This chapter is under embargo until %(time)s.")
            % {"time": f"{timezone.localtime(chapter.publish_at):%d/%m/%Y %H:%M}"}
        )
    if chapter.approved_revision != revision(chapter):
        raise Refused(_("The figures moved since the approval: have the chapter approved again."))


def _publish_scheduled(chapter: Chapter, now: datetime) -> Chapter | None:
    try:
        return publish(chapter=chapter, by=None, now=now)
    except Refused as refusal:
        _give_back(chapter, str(refusal), now)
        return None


@transaction.atomic
def _give_back(chapter: Chapter, reason: str, now: datetime) -> None:
    """Its hour came and it could not go out: back to the people, with the reason, instead of every minute."""
    chapter = locked(chapter)
    chapter.state, chapter.embargo, chapter.publish_at = State.SUBMITTED, False, None
    chapter.approver = chapter.approved_at = None
    chapter.approved_revision, chapter.sent_back = "", reason
    chapter.save()
    audit.record(verb="report.schedule_refused", subject=chapter, now=now, label="schedule", reason=reason)
