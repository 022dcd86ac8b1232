"""What the pages of the room show, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.audience.models import Account, Reading
from tabayyun.desk.audience.queries.figures import (
    Flow,
    Follows,
    Growth,
    Standing,
    Total,
    follows_on,
    growth_of,
    total_in,
)
from tabayyun.desk.audience.queries.readers import reader_in_words

DAY = timedelta(days=1)
OVERDUE = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Row:
    """One account in the list."""

    account: Account
    end: Standing
    growth: Growth
    posts: Flow
    views: Flow
    now: datetime

    @property
    def reader(self) -> str:
        """How its readings come in, in words."""
        return reader_in_words(self.account.reader)

    @property
    def health(self) -> tuple[str, str]:
        """The state of its reader: colour of the chip, and word."""
        return health_of(self.account, self.now)


@dataclass(frozen=True, slots=True)
class Year:
    """The accounts in one period: together, and each."""

    first: date
    last: date
    follows: Follows
    posts: Total
    views: Total
    rows: list[Row]


def account_rows(first: date, last: date, now: datetime) -> Year:
    """Every account from ``first`` to ``last``: followers, growth, posts and views."""
    accounts = list(Account.objects.all())
    start, end = follows_on(first - DAY, accounts), follows_on(last, accounts)
    posts, views = total_in("posts", first, last, accounts), total_in("views", first, last, accounts)
    parts = zip(accounts, start.standings, end.standings, posts.flows, views.flows, strict=True)
    rows = [
        Row(account, after, growth_of(before, after), posted, viewed, now)
        for account, before, after, posted, viewed in parts
    ]
    return Year(first, last, end, posts, views, rows)


def readings_of(account: Account) -> QuerySet[Reading]:
    """The current readings of ``account``, newest first."""
    return account.readings.filter(superseded_at__isnull=True).select_related("taken_by").order_by("-day")


def history(account: Account, days: list[date]) -> dict[date, list[Reading]]:
    """Earlier versions of the readings of ``days``, newest first."""
    former = account.readings.filter(day__in=days, superseded_at__isnull=False).order_by("-version")
    found: dict[date, list[Reading]] = {}
    for reading in former.select_related("taken_by"):
        found.setdefault(reading.day, []).append(reading)
    return found


def years(now: datetime) -> list[int]:
    """The years there are readings of, and this one; newest first."""
    span = Reading.objects.aggregate(first=Min("day"), last=Max("day"))
    this = timezone.localdate(now).year
    return list(range(this, (span["first"].year if span["first"] else this) - 1, -1))


def health_of(account: Account, now: datetime) -> tuple[str, str]:
    """Colour of the chip, and word, for how the reader of ``account`` is doing."""
    if not account.reader:
        return "", str(_("typed or imported"))
    if not account.active:
        return "", str(_("paused"))
    if account.errors_in_a_row:
        return "danger", str(_("not answering"))
    if account.read_at is None:
        return "info", str(_("no reading yet"))
    if now - account.read_at > OVERDUE:
        return "warn", str(_("readings have stopped"))
    return "ok", str(_("read every day"))
