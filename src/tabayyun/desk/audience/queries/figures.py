"""Figures of the accounts, each with the readings it was taken from and what they leave open.

Nothing is interpolated. Followers are those of the last reading at or before the day asked for. Posts
and views of a period are either the sum of daily readings, or the difference of two readings that
count since the beginning: never both, so nothing is counted twice. Days that no reading covers are
named, and the figure is then «at least».
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from django.db.models import Max, OuterRef, QuerySet, Subquery

from tabayyun.desk.audience.models import Account, Reading

Name = Literal["posts", "views"]
Span = tuple[date, date]
"""First and last day, both included."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """The followers of one account at the end of a day."""

    account: Account
    day: date
    value: int | None
    """None when the account was never measured until then."""
    reading: Reading | None

    @property
    def age(self) -> int:
        """Days between the reading and the day asked for."""
        return (self.day - self.reading.day).days if self.reading else 0


@dataclass(frozen=True, slots=True)
class Follows:
    """How often the accounts are followed together: follows, not people, as one person may follow several."""

    day: date
    value: int
    standings: list[Standing]

    @property
    def unmeasured(self) -> list[Account]:
        """Accounts that no reading covers: they are not in the value."""
        return [one.account for one in self.standings if one.value is None]


@dataclass(frozen=True, slots=True)
class Growth:
    """How the followers of one account changed from the day before ``first`` to ``last``."""

    value: int | None
    start: Standing
    end: Standing

    @property
    def share(self) -> float | None:
        """The change as a share of the followers at the start; None when there were none."""
        return self.value / self.start.value if self.value is not None and self.start.value else None

    @property
    def percent(self) -> str:
        """The share in hundredths, signed, with one decimal."""
        return f"{100 * (self.share or 0):+.1f}"


@dataclass(frozen=True, slots=True)
class Flow:
    """Posts published or views had by one account in a period."""

    account: Account
    name: Name
    first: date
    last: date
    value: int | None
    """None when nothing was measured."""
    method: Literal["daily", "difference", "none"]
    readings: list[Reading] = field(default_factory=list)
    missing: list[Span] = field(default_factory=list)
    """Days of the period, while the account was open, that no reading covers."""

    @property
    def days_missing(self) -> int:
        return _days(self.missing)

    @property
    def complete(self) -> bool:
        """Whether every day of the period is covered; else the value is «at least»."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Total:
    """The same of several accounts. Posts and views may be added up; people may not."""

    name: Name
    first: date
    last: date
    value: int
    flows: list[Flow]

    @property
    def complete(self) -> bool:
        return all(flow.complete for flow in self.flows)

    @property
    def unmeasured(self) -> list[Account]:
        """Accounts without any reading for it: they are not in the value."""
        return [flow.account for flow in self.flows if flow.value is None]

    @property
    def readings(self) -> list[Reading]:
        """The rows that the value was taken from."""
        return [reading for flow in self.flows for reading in flow.readings]


@dataclass(frozen=True, slots=True)
class Milestone:
    """When an account was first seen with so many followers, counted from its opening."""

    account: Account
    threshold: int
    reading: Reading | None
    """The first reading that shows them; the day itself may lie before it, never after."""
    months: int | None
    """«In less than so many months» after the opening; None while it is not reached, or not known."""


def followers_on(account: Account, day: date) -> Standing:
    """The followers of ``account`` at the end of ``day``, by its last reading until then."""
    found = _current(account).filter(day__lte=day, followers__isnull=False).order_by("-day").first()
    return Standing(account, day, found.followers if found else None, found)


def follows_on(day: date, accounts: Iterable[Account] | None = None) -> Follows:
    """The followers of ``accounts`` (all when not said) at the end of ``day``."""
    chosen = _accounts(accounts)
    one = Reading.objects.filter(account=OuterRef("pk"), superseded_at=None, followers__isnull=False)
    latest = Subquery(one.filter(day__lte=day).order_by("-day").values("pk")[:1])
    pks = Account.objects.filter(pk__in=[a.pk for a in chosen]).order_by().values_list("pk", latest)
    found = dict(pks)
    readings = Reading.objects.in_bulk([pk for pk in found.values() if pk])
    standings = [_standing(account, day, readings.get(found[account.pk])) for account in chosen]
    return Follows(day, sum(one.value or 0 for one in standings), standings)


def growth(account: Account, first: date, last: date) -> Growth:
    """How many followers more there were at the end of ``last`` than before ``first``."""
    return growth_of(followers_on(account, first - DAY), followers_on(account, last))


def growth_of(start: Standing, end: Standing) -> Growth:
    """The same from two standings; an account that was not open yet at the first had no follower."""
    opened = start.account.opened_on
    if start.value is None and opened and opened > start.day:
        start = Standing(start.account, start.day, 0, None)
    if start.value is None or end.value is None:
        return Growth(None, start, end)
    return Growth(end.value - start.value, start, end)


def posts_in(account: Account, first: date, last: date) -> Flow:
    """What ``account`` published from ``first`` to ``last``, both included."""
    return flow_of(account, _around(account, first, last), "posts", first, last)


def views_in(account: Account, first: date, last: date) -> Flow:
    """How often what ``account`` published was viewed from ``first`` to ``last``, both included."""
    return flow_of(account, _around(account, first, last), "views", first, last)


def total_in(name: Name, first: date, last: date, accounts: Iterable[Account] | None = None) -> Total:
    """Posts or views of ``accounts`` (all when not said) together, in one query for the readings."""
    chosen = _accounts(accounts)
    by_account: dict[int, list[Reading]] = {account.pk: [] for account in chosen}
    for reading in _of(chosen).filter(day__gte=first - DAY, day__lte=last).order_by("day"):
        by_account[reading.account_id].append(reading)
    flows = [flow_of(account, by_account[account.pk], name, first, last) for account in chosen]
    return Total(name, first, last, sum(flow.value or 0 for flow in flows), flows)


def months_to(account: Account, threshold: int) -> Milestone:
    """In less than how many months after its opening the account had ``threshold`` followers."""
    found = _current(account).filter(followers__gte=threshold).order_by("day").first()
    if found is None or account.opened_on is None:
        return Milestone(account, threshold, found, None)
    return Milestone(account, threshold, found, whole_months(account.opened_on, found.day) + 1)


def latest_milestone(account: Account) -> Milestone | None:
    """The largest round number of followers that the account was seen with, and in how many months.

    Round is 1, 2 or 5 followed by noughts; None before the first thousand.
    """
    highest = _current(account).aggregate(most=Max("followers"))["most"] or 0
    steps = [digit * 10**power for power in range(3, 12) for digit in (1, 2, 5)]
    reached = [step for step in steps if step <= highest]
    return months_to(account, reached[-1]) if reached else None


def flow_of(account: Account, readings: Sequence[Reading], name: Name, first: date, last: date) -> Flow:
    """The flow of a period from current ``readings`` in order of their days; other days are left out."""
    opened = max(first, account.opened_on) if account.opened_on else first
    if opened > last:
        return Flow(account, name, first, last, 0, "none")
    daily = _by_day(account, readings, name, (first, last), opened)
    difference = _by_difference(account, readings, name, (first, last), opened)
    return difference if difference.days_missing < daily.days_missing else daily


def whole_months(start: date, end: date) -> int:
    """Months that are over from ``start`` to ``end``: 31 January to 28 February is none."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months


def _by_day(account: Account, readings: Sequence[Reading], name: Name, span: Span, opened: date) -> Flow:
    used = [r for r in readings if opened <= r.day <= span[1] and getattr(r, name) is not None]
    missing = _gaps({r.day for r in used}, opened, span[1])
    value = sum(getattr(r, name) for r in used) if used else None
    return Flow(account, name, *span, value, "daily" if used else "none", used, missing)


def _by_difference(
    account: Account, readings: Sequence[Reading], name: Name, span: Span, opened: date
) -> Flow:
    """From the total before the period (0 where the account was opened in it) to the last one in it.

    What was deleted in between counts less; a total that fell gives 0, never less.
    """
    total = f"{name}_total"
    used = [r for r in readings if opened - DAY <= r.day <= span[1] and getattr(r, total) is not None]
    from_zero = account.opened_on is not None and account.opened_on >= span[0]
    if len(used) < (1 if from_zero else 2):
        return Flow(account, name, *span, None, "none", [], [(opened, span[1])])
    base = 0 if from_zero else getattr(used[0], total)
    covered_from = opened if from_zero else used[0].day + DAY
    missing = [(opened, covered_from - DAY)] if covered_from > opened else []
    if used[-1].day < span[1]:
        missing.append((used[-1].day + DAY, span[1]))
    ends = used[-1:] if from_zero else [used[0], used[-1]]
    return Flow(account, name, *span, max(getattr(used[-1], total) - base, 0), "difference", ends, missing)


def _gaps(known: set[date], first: date, last: date) -> list[Span]:
    gaps: list[Span] = []
    for n in range((last - first).days + 1):
        day = first + n * DAY
        if day in known:
            continue
        if gaps and gaps[-1][1] == day - DAY:
            gaps[-1] = (gaps[-1][0], day)
        else:
            gaps.append((day, day))
    return gaps


def _days(spans: Iterable[Span]) -> int:
    return sum((last - first).days + 1 for first, last in spans)


def _standing(account: Account, day: date, reading: Reading | None) -> Standing:
    return Standing(account, day, reading.followers if reading else None, reading)


def _accounts(accounts: Iterable[Account] | None) -> list[Account]:
    return list(Account.objects.all() if accounts is None else accounts)


def _current(account: Account) -> QuerySet[Reading]:
    return _of([account]).order_by("day")


def _around(account: Account, first: date, last: date) -> list[Reading]:
    """The readings of a period, and of the day before it."""
    return list(_current(account).filter(day__gte=first - DAY, day__lte=last))


def _of(accounts: Iterable[Account]) -> QuerySet[Reading]:
    pks = [account.pk for account in accounts]
    return Reading.objects.filter(account__in=pks, superseded_at__isnull=True)
