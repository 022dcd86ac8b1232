"""What was detected, examined and disclosed, and how long the public waited."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from math import ceil, floor

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise.models import Examination
from tabayyun.desk.report.figures.base import Found, Unit, counted, figure, values
from tabayyun.desk.report.figures.periods import Period
from tabayyun.desk.report.figures.rows import Rows
from tabayyun.desk.signals.models import Content, Signal
from tabayyun.engine.survival import Duration, curve, mean_of_ended, quantile

HOUR = timedelta(hours=1)
SOON, IN_TIME = timedelta(hours=2), timedelta(hours=5)
NOTHING_DISCLOSED = _("no case was disclosed in this period")
NOT_REACHED = _("too few of the cases of this period had been disclosed by its end")


@figure(
    unit=Unit.CONTENTS,
    system="S1",
    name=_("Violent contents detected"),
    counts=_("a content whose text speaks of violence and which a person took into a case"),
    method=_(
        "contents are counted once, however many posts carry them; a content counts when it was detected"
    ),
)
def violent_contents(period: Period) -> Found:
    return counted(_violent(), period)


@figure(
    unit=Unit.CONTENTS,
    system="S2",
    name=_("Violent contents examined"),
    counts=_("a violent content with at least one examination on file"),
    method=_(
        "the contents above for which an examination was recorded; a content counts when it was detected"
    ),
)
def violent_contents_examined(period: Period) -> Found:
    examined = Exists(Examination.objects.filter(content=OuterRef("pk")))
    return counted(Rows(_violent().records.filter(examined), "detected_at", ("key",)), period)


@figure(
    unit=Unit.CASES,
    system="S3",
    name=_("Cases"),
    counts=_("a case of the desk, whatever became of it"),
    method=_("all cases whose content was detected in the period: disclosed, open and closed ones"),
)
def cases(period: Period) -> Found:
    return counted(_cases(Case.objects.all()), period)


@figure(
    unit=Unit.CASES,
    system="S3",
    name=_("Cases disclosed"),
    counts=_("a case whose findings were published"),
    method=_("cases of the period that were disclosed, at whatever time"),
)
def cases_disclosed(period: Period) -> Found:
    return counted(_cases(Case.objects.filter(disclosed_at__isnull=False)), period)


@figure(
    unit=Unit.CASES,
    system="S3",
    name=_("Cases disclosed within two hours"),
    counts=_("a case whose findings were published at most two hours after its content was detected"),
    method=_("cases of the period, from detection to the first publication of the findings"),
)
def cases_disclosed_soon(period: Period) -> Found:
    return counted(_cases(Case.objects.filter(disclosed_at__lte=F("detected_at") + SOON)), period)


@figure(
    unit=Unit.CASES,
    system="S3",
    name=_("Cases disclosed within five hours"),
    counts=_("a case whose findings were published at most five hours after its content was detected"),
    method=_("cases of the period, from detection to the first publication of the findings"),
)
def cases_disclosed_in_time(period: Period) -> Found:
    return counted(_cases(Case.objects.filter(disclosed_at__lte=F("detected_at") + IN_TIME)), period)


@figure(
    unit=Unit.CASES,
    system="S3",
    name=_("Cases closed without disclosure"),
    counts=_("a case that was closed with a reason and without a publication"),
    method=_("cases of the period that were closed without telling the public"),
)
def cases_closed(period: Period) -> Found:
    return counted(_cases(Case.objects.filter(closed_at__isnull=False, disclosed_at__isnull=True)), period)


@figure(
    unit=Unit.CASES,
    system="S3",
    name=_("Cases still open"),
    counts=_("a case that was neither disclosed nor closed"),
    method=_("cases of the period that are open at the moment of counting"),
)
def cases_open(period: Period) -> Found:
    return counted(_cases(Case.objects.filter(closed_at__isnull=True, disclosed_at__isnull=True)), period)


@figure(
    unit=Unit.HOURS,
    system="S3",
    name=_("Mean time to disclosure"),
    counts=_("hours from the detection of a content to the publication of the findings"),
    method=_("mean of the disclosed cases of the period; open and closed ones have no end and are left out"),
    additive=False,
)
def time_to_disclosure_mean(period: Period) -> Found:
    rows = _waits()
    mean = mean_of_ended(_durations(rows, period))
    return Found(mean, rows, "" if mean is not None else NOTHING_DISCLOSED)


@figure(
    unit=Unit.HOURS,
    system="S3",
    name=_("Median time to disclosure"),
    counts=_("hours by which half of all cases had been disclosed"),
    method=_(
        "Kaplan–Meier: a case that is open, or was closed without disclosure, counts as not yet disclosed"
    ),
    additive=False,
)
def time_to_disclosure_median(period: Period) -> Found:
    return _reached(period, 0.5)


@figure(
    unit=Unit.HOURS,
    system="S3",
    name=_("Time to disclosure, nine cases in ten"),
    counts=_("hours by which nine in ten of all cases had been disclosed"),
    method=_(
        "Kaplan–Meier: a case that is open, or was closed without disclosure, counts as not yet disclosed"
    ),
    additive=False,
)
def time_to_disclosure_p90(period: Period) -> Found:
    return _reached(period, 0.9)


@figure(
    unit=Unit.HOURS,
    system="S3",
    name=_("Shortest monthly mean time to disclosure"),
    counts=_("hours from the detection of a content to the publication of the findings"),
    method=_("the lowest of the monthly means of the disclosed cases, rounded down to the hour"),
    additive=False,
)
def mean_time_to_disclosure_low(period: Period) -> Found:
    rows = _waits()
    means = _monthly_means(rows, period)
    return Found(float(floor(min(means))), rows) if means else Found(None, rows, NOTHING_DISCLOSED)


@figure(
    unit=Unit.HOURS,
    system="S3",
    name=_("Longest monthly mean time to disclosure"),
    counts=_("hours from the detection of a content to the publication of the findings"),
    method=_("the highest of the monthly means of the disclosed cases, rounded up to the hour"),
    additive=False,
)
def mean_time_to_disclosure_high(period: Period) -> Found:
    rows = _waits()
    means = _monthly_means(rows, period)
    return Found(float(ceil(max(means))), rows) if means else Found(None, rows, NOTHING_DISCLOSED)


def _violent() -> Rows:
    speaks = Exists(Signal.objects.filter(content=OuterRef("pk"), kind=Signal.Kind.VIOLENCE))
    taken = Exists(Case.objects.filter(content=OuterRef("pk")))
    return Rows(Content.objects.filter(speaks, taken), "detected_at", ("key",))


def _cases(found: QuerySet[Case]) -> Rows:
    return Rows(found, "detected_at", ("reference", "disclosed_at", "closed_at"))


def _waits() -> Rows:
    """Every case with its hours; a case without disclosure has none."""
    wait = ExpressionWrapper(F("disclosed_at") - F("detected_at"), DurationField())
    return Rows(
        Case.objects.annotate(wait=wait),
        "detected_at",
        ("reference", "disclosed_at", "closed_at"),
        amount="wait",
    )


def _durations(rows: Rows, period: Period) -> list[Duration]:
    """The waits in hours as they stood at the end of the period, or now when it has not ended."""
    end = min(period.bounds[1], timezone.now())
    moments = values(rows, period, "detected_at", "disclosed_at")
    return [_duration(detected, disclosed, end) for detected, disclosed in moments]


def _duration(detected: datetime, disclosed: datetime | None, end: datetime) -> Duration:
    return Duration(((disclosed or max(end, detected)) - detected) / HOUR, disclosed is not None)


def _reached(period: Period, share: float) -> Found:
    rows = _waits()
    hours = quantile(curve(_durations(rows, period)), share)
    return Found(hours, rows, "" if hours is not None else NOT_REACHED)


def _monthly_means(rows: Rows, period: Period) -> list[float]:
    months: dict[date, list[float]] = defaultdict(list)
    for detected, disclosed in values(rows, period, "detected_at", "disclosed_at"):
        if disclosed:
            months[timezone.localdate(detected).replace(day=1)].append((disclosed - detected) / HOUR)
    return [sum(hours) / len(hours) for hours in months.values()]
