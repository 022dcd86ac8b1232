"""What was published: statements of truth, denials, communiqués, press items, and their corrections."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tabayyun.desk.press.models import Publication, Statement, StatementText
from tabayyun.desk.report.figures.base import Found, Unit, counted, figure
from tabayyun.desk.report.figures.periods import Period
from tabayyun.desk.report.figures.rows import Rows

METHOD = _(
    "a statement counts once, however many languages and versions it has, on the day of its first "
    "publication; withdrawn ones count too"
)


@figure(
    unit=Unit.STATEMENTS,
    system="S4",
    name=_("Statements of truth"),
    counts=_("a published statement of truth"),
    method=METHOD,
)
def statements_of_truth(period: Period) -> Found:
    return counted(_published(Statement.Kind.TRUTH), period)


@figure(
    unit=Unit.DENIALS,
    system="S4",
    name=_("Denials"),
    counts=_("a published denial"),
    method=METHOD,
)
def denials(period: Period) -> Found:
    return counted(_published(Statement.Kind.DENIAL), period)


@figure(
    unit=Unit.COMMUNIQUES,
    system="S5",
    name=_("Communiqués"),
    counts=_("a published communiqué"),
    method=METHOD,
)
def communiques(period: Period) -> Found:
    return counted(_published(Statement.Kind.COMMUNIQUE), period)


@figure(
    unit=Unit.PRESS_ITEMS,
    system="S5",
    name=_("Press items"),
    counts=_("a published press item"),
    method=METHOD,
)
def press_items(period: Period) -> Found:
    return counted(_published(Statement.Kind.PRESS_ITEM), period)


@figure(
    unit=Unit.CORRECTIONS,
    system="S5",
    name=_("Corrections"),
    counts=_("a published version that corrects an earlier one, in one language"),
    method=_("every corrected version counts, on the day it was published"),
)
def corrections(period: Period) -> Found:
    versions = StatementText.objects.filter(published_at__isnull=False, version__gt=1)
    return counted(Rows(versions, "published_at", ("statement__reference", "lang", "version")), period)


@figure(
    unit=Unit.CORRECTIONS,
    system="S5",
    name=_("Withdrawals"),
    counts=_("a published text that was withdrawn, in one language"),
    method=_("every withdrawal counts, on the day it was made"),
)
def withdrawals(period: Period) -> Found:
    withdrawn = StatementText.objects.filter(withdrawn_at__isnull=False)
    return counted(Rows(withdrawn, "withdrawn_at", ("statement__reference", "lang", "version")), period)


@figure(
    unit=Unit.DELIVERIES,
    system="S5",
    name=_("Deliveries to channels"),
    counts=_("a published text in one language on one channel, with its receipt"),
    method=_("every channel and language counts, on the day the text was published"),
)
def deliveries_sent(period: Period) -> Found:
    return counted(_deliveries(Publication.State.SENT), period)


@figure(
    unit=Unit.DELIVERIES,
    system="S5",
    name=_("Deliveries that wait"),
    counts=_("a published text in one language that a channel has not taken yet"),
    method=_("as they stand at the moment of counting, on the day the text was published"),
)
def deliveries_queued(period: Period) -> Found:
    return counted(_deliveries(Publication.State.QUEUED), period)


@figure(
    unit=Unit.DELIVERIES,
    system="S5",
    name=_("Deliveries that failed"),
    counts=_("a published text in one language that a channel refused for good"),
    method=_("as they stand at the moment of counting, on the day the text was published"),
)
def deliveries_failed(period: Period) -> Found:
    return counted(_deliveries(Publication.State.FAILED), period)


def _deliveries(state: str) -> Rows:
    facts = ("text__statement__reference", "text__lang", "channel", "state")
    return Rows(Publication.objects.filter(state=state), "text__published_at", facts, group="channel")


def _published(kind: str) -> Rows:
    return Rows(
        Statement.objects.filter(kind=kind, first_published_at__isnull=False),
        "first_published_at",
        ("reference", "kind", "topic"),
        shown=("reference",),
        group="topic",
        labels=dict(Statement.Topic.choices),
    )
