"""What the media asked for, what was held back, and what came of it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.mediadesk import queries as mediadesk
from tabayyun.desk.mediadesk.models import Coverage, Decision, MediaRequest
from tabayyun.desk.report.figures.base import Found, Unit, counted, figure, values
from tabayyun.desk.report.figures.periods import Period
from tabayyun.desk.report.figures.rows import Rows
from tabayyun.engine.survival import curve, quantile

HOUR = 3600
WAITING = _("Kaplan–Meier: a request that has no answer yet counts as still waiting, up to its closing")
NOT_ANSWERED = _("too few of the requests of this period had been answered by its end")
HOLDS_BACK = (Decision.Outcome.PARTIAL, Decision.Outcome.REFUSED)


@figure(
    unit=Unit.REQUESTS,
    system="S7",
    name=_("Requests from the media"),
    counts=_("a request of an outlet, a production company or a freelance journalist"),
    method=_("every request that arrived in the period, also late, closed and unanswered ones"),
)
def media_requests(period: Period) -> Found:
    return counted(_requests(MediaRequest.objects.all()), period)


@figure(
    unit=Unit.REQUESTS,
    system="S7",
    name=_("Requests from the media, answered"),
    counts=_("a request that was given a first answer, whatever it was"),
    method=_("requests of the period that were answered, at whatever time"),
)
def media_requests_answered(period: Period) -> Found:
    return counted(_requests(MediaRequest.objects.filter(first_answered_at__isnull=False)), period)


@figure(
    unit=Unit.REQUESTS,
    system="S7",
    name=_("Requests from the media that wait"),
    counts=_("a request without an answer that was not closed either"),
    method=_("requests of the period that wait at the moment of counting"),
)
def media_requests_waiting(period: Period) -> Found:
    return counted(_requests(MediaRequest.objects.filter(first_answered_at=None, closed_at=None)), period)


@figure(
    unit=Unit.HOURS,
    system="S7",
    name=_("Median time to the first answer"),
    counts=_("hours by which half of all requests had a first answer"),
    method=WAITING,
    additive=False,
)
def media_first_answer_median(period: Period) -> Found:
    return _reached(period, 0.5)


@figure(
    unit=Unit.HOURS,
    system="S7",
    name=_("Time to the first answer, nine requests in ten"),
    counts=_("hours by which nine in ten of all requests had a first answer"),
    method=WAITING,
    additive=False,
)
def media_first_answer_p90(period: Period) -> Found:
    return _reached(period, 0.9)


@figure(
    unit=Unit.REQUESTS,
    system="S7",
    name=_("Requests from the media, held back"),
    counts=_("a request that was refused, wholly or in part, on a legal ground"),
    method=_("requests of the period with such a decision, also when it ended or was changed since"),
)
def media_requests_held_back(period: Period) -> Found:
    held = Exists(Decision.objects.filter(request=OuterRef("pk"), outcome__in=HOLDS_BACK))
    return counted(_requests(MediaRequest.objects.filter(held)), period)


@figure(
    unit=Unit.COVERAGES,
    system="S7",
    name=_("Reportages and coverages"),
    counts=_("a reportage, article or broadcast that a media outlet published"),
    method=_("the same address counts once, on the day of its publication"),
)
def media_coverages(period: Period) -> Found:
    rows = Rows(
        Coverage.objects.all(),
        "published_on",
        ("key", "outlet__name"),
        shown=("outlet__name", "title"),
        days=True,
    )
    return counted(rows, period)


def _reached(period: Period, share: float) -> Found:
    rows, as_of = _requests(MediaRequest.objects.all()), min(period.bounds[1], timezone.now())
    moments = values(rows, period, "received_at", "first_answered_at", "closed_at")
    seconds = quantile(
        curve(mediadesk.wait(arrived, first, closed, as_of) for arrived, first, closed in moments), share
    )
    return Found(None, rows, NOT_ANSWERED) if seconds is None else Found(seconds / HOUR, rows)


def _requests(found: QuerySet[MediaRequest]) -> Rows:
    return Rows(
        found,
        "received_at",
        ("reference", "kind", "asker"),
        group="kind",
        labels=dict(MediaRequest.Kind.choices),
    )
