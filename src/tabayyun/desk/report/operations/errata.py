"""When the records move after publication: said in public, by two people, never silently."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tabayyun.desk.report.models import Chapter, Erratum, Release
from tabayyun.desk.report.operations.publishing import freeze, sign
from tabayyun.desk.report.operations.standing import locked, tidy
from tabayyun.desk.report.queries.changes import Change, changes
from tabayyun.desk.report.stated import LANGUAGES
from tabayyun.engine.signing.figures import figure_line
from tabayyun.kit import audit
from tabayyun.kit.approvals import refuse_own
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

LONGEST = 2_000


@transaction.atomic
def write_erratum(
    *, chapter: Chapter, figure: str, reason: Mapping[str, str], by: User, now: datetime
) -> Erratum:
    """Say why ``figure`` is not what was published. Writing again replaces what waits for approval.

    Raises `Refused` when the records still agree, or without a reason in every language of the report.
    """
    chapter = locked(chapter)
    _change(chapter, figure)
    said = {lang: tidy(reason.get(lang, ""))[:LONGEST] for lang in LANGUAGES}
    if not all(said.values()):
        raise Refused(_("Say why, in every language of the report."))
    last = chapter.errata.aggregate(last=Max("number"))["last"] or 0
    erratum, _made = Erratum.objects.update_or_create(
        chapter=chapter,
        figure=figure,
        published_at=None,
        defaults={"reason": said, "author": by, "edited_at": now},
        create_defaults={"number": last + 1, "reason": said, "author": by, "edited_at": now},
    )
    audit.record(
        verb="report.erratum_written", subject=chapter, now=now, actor=by, figure=figure, reason=said
    )
    return erratum


@transaction.atomic
def drop_erratum(*, erratum: Erratum, by: User, now: datetime) -> None:
    """Give up an erratum that was not published."""
    chapter = locked(erratum.chapter)
    erratum = _waiting(erratum)
    erratum.delete()
    audit.record(verb="report.erratum_dropped", subject=chapter, now=now, actor=by, figure=erratum.figure)


@transaction.atomic
def publish_erratum(*, erratum: Erratum, by: User, now: datetime) -> Erratum:
    """Publish what somebody else wrote: signed, logged, and the figure frozen as it stands now.

    Raises `Refused` for one's own erratum, and when the records agree with what is public again.
    """
    chapter = locked(erratum.chapter)
    erratum = _waiting(erratum)
    refuse_own(erratum.author_id, by.pk)
    change = _change(chapter, erratum.figure)
    erratum.approver, erratum.published_at = by, now
    erratum.save()
    freeze(chapter, change.now, erratum)
    for lang in LANGUAGES:
        sign(_release(erratum, change, lang), now)
    audit.record(
        verb="report.erratum_published",
        subject=chapter,
        now=now,
        actor=by,
        figure=erratum.figure,
        reference=erratum.reference,
        before=change.stands.value,
        after=change.now.value,
    )
    return erratum


def _release(erratum: Erratum, change: Change, lang: str) -> Release:
    """What stood, then what stands: both lines are signed."""
    lines = [figure_line(stated.signed) for stated in (change.stands, change.now)]
    return Release(
        chapter=erratum.chapter,
        erratum=erratum,
        lang=lang,
        title=change.now.word("name", lang),
        body=erratum.in_language(lang),
        lines=lines,
    )


def _change(chapter: Chapter, figure: str) -> Change:
    if chapter.is_open:
        raise Refused(_("This chapter is not published yet: its figures follow the records by themselves."))
    found = next((change for change in changes(chapter) if change.key == figure), None)
    if found is None:
        raise Refused(_("The records agree with what is public: there is nothing to correct."))
    return found


def _waiting(erratum: Erratum) -> Erratum:
    current = Erratum.objects.select_related("chapter__report").filter(
        pk=erratum.pk, published_at__isnull=True
    )
    found = current.first()
    if found is None:
        raise Refused(_("This erratum is published, or was given up."))
    return found
