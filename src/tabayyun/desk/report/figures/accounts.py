"""The official accounts: who follows them, what they published, how often it was seen."""

from __future__ import annotations

from typing import Literal

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.audience import queries as audience
from tabayyun.desk.audience.models import Account, Reading
from tabayyun.desk.report.figures.base import Found, Unit, figure
from tabayyun.desk.report.figures.periods import Period
from tabayyun.desk.report.figures.rows import Rows
from tabayyun.engine import counting

Platform = Account.Platform
FOLLOWERS = _("a follower of the account, as the platform gives their number")
FOLLOWERS_METHOD = _("the last reading of the period; nothing is interpolated")
NOT_MEASURED = _("no reading was taken in this period")
TOLD = (Platform.X, Platform.FACEBOOK)
MONTH = counting.ArabicNoun("شهر", "شهران", "شهرين", "أشهر", "شهرا")
FRENCH_MONTH = counting.FrenchNoun("mois", "mois")


@figure(
    unit=Unit.FOLLOWERS,
    system="S8",
    name=_("Followers on Instagram"),
    counts=FOLLOWERS,
    method=FOLLOWERS_METHOD,
    additive=False,
)
def instagram_followers(period: Period) -> Found:
    found = _followers(Platform.INSTAGRAM, period)
    return Found(found.value, found.rows, found.note, _months(Platform.INSTAGRAM, found.value))


@figure(
    unit=Unit.FOLLOWERS,
    system="S8",
    name=_("Followers on Twitter"),
    counts=FOLLOWERS,
    method=FOLLOWERS_METHOD,
    additive=False,
)
def twitter_followers(period: Period) -> Found:
    return _followers(Platform.X, period)


@figure(
    unit=Unit.FOLLOWERS,
    system="S8",
    name=_("Followers on Facebook"),
    counts=FOLLOWERS,
    method=FOLLOWERS_METHOD,
    additive=False,
)
def facebook_followers(period: Period) -> Found:
    return _followers(Platform.FACEBOOK, period)


@figure(
    unit=Unit.POSTS,
    system="S8",
    name=_("Contents published on Twitter and Facebook"),
    counts=_("something that an official account published"),
    method=_("the sum of the readings of both accounts; a day without a reading is named"),
)
def social_contents_published(period: Period) -> Found:
    return _flow("posts", period)


@figure(
    unit=Unit.VIEWS,
    system="S8",
    name=_("Views on Twitter and Facebook"),
    counts=_("a view of something that an official account published, as the platform counts it"),
    method=_("the sum of the readings of both accounts; a day without a reading is named"),
)
def social_views(period: Period) -> Found:
    return _flow("views", period)


def _followers(platform: Platform, period: Period) -> Found:
    """Of all accounts on ``platform`` together: they are counted once each, whoever follows two of them."""
    current = Reading.objects.filter(superseded_at=None, followers__isnull=False)
    last = current.filter(account=OuterRef("account"), day__range=(period.start, period.end)).order_by("-day")
    readings = current.filter(account__platform=platform, pk=Subquery(last.values("pk")[:1]))
    rows = _rows(readings, "followers")
    total = readings.aggregate(total=Sum("followers"))["total"]
    return Found(None, rows, NOT_MEASURED) if total is None else Found(float(total), rows)


def _flow(name: Literal["posts", "views"], period: Period) -> Found:
    accounts = Account.objects.filter(platform__in=TOLD)
    total = audience.total_in(name, period.start, period.end, accounts)
    rows = _rows(Reading.objects.filter(pk__in=[reading.pk for reading in total.readings]), name)
    if not total.readings:
        return Found(None, rows, NOT_MEASURED)
    days = sum(flow.days_missing for flow in total.flows)
    note = (
        format_lazy(_("at least: {days} days of the accounts were not measured"), days=days) if days else ""
    )
    return Found(float(total.value), rows, note)


def _months(platform: Platform, followers: float | None) -> dict[str, dict[str, str]]:
    """In less than how many months after its opening the account had as many."""
    account = Account.objects.filter(platform=platform).order_by("opened_on").first()
    months = audience.months_to(account, int(followers)).months if account and followers else None
    if months is None:
        return {}
    return {
        "months": {
            "ar": counting.arabic(months, MONTH, oblique=True),
            "fr": counting.french(months, FRENCH_MONTH),
        }
    }


def _rows(readings: QuerySet[Reading], name: str) -> Rows:
    facts = ("account__platform", "account__handle", "version", name)
    return Rows(readings, "day", facts, amount=name, shown=("account__platform", name), days=True)
