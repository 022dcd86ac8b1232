"""Posts and views month by month, and growth account by account, for the charts of the kit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tabayyun.desk.audience.models import Account, Reading
from tabayyun.desk.audience.queries.figures import Growth, Name, flow_of
from tabayyun.kit.charts import Column, Point, Share, columns, shares

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Month:
    """What the accounts together published, or were viewed, in one month."""

    first: date
    value: int
    complete: bool
    """Whether readings cover every day of each account that is measured at all; else it is «at least»."""


def monthly(name: Name, first: date, last: date, accounts: Sequence[Account]) -> list[Month]:
    """One row a month from ``first`` to ``last``, from one query."""
    readings: dict[int, list[Reading]] = {account.pk: [] for account in accounts}
    current = Reading.objects.filter(account__in=list(readings), superseded_at=None)
    for reading in current.filter(day__gte=first - DAY, day__lte=last).order_by("day"):
        readings[reading.account_id].append(reading)
    measured = [account for account in accounts if any(_says(name, one) for one in readings[account.pk])]
    return [_month(name, start, end, measured, readings) for start, end in _spans(first, last)]


def month_bars(months: Sequence[Month]) -> list[Column]:
    """The months as bars, each with its name for the table."""
    return columns([Point(date_format(month.first, "n"), _named(month), month.value) for month in months])


def growth_bars(rows: Sequence[tuple[Account, Growth]]) -> list[Share]:
    """The accounts that grew, the fastest first."""
    grown = [(account, growth.value) for account, growth in rows if growth.value and growth.value > 0]
    ordered = sorted(grown, key=lambda pair: -pair[1])
    return shares([Point("", str(account), value) for account, value in ordered])


def _month(
    name: Name, start: date, end: date, accounts: Sequence[Account], readings: dict[int, list[Reading]]
) -> Month:
    flows = [flow_of(account, readings[account.pk], name, start, end) for account in accounts]
    return Month(start, sum(flow.value or 0 for flow in flows), all(flow.complete for flow in flows))


def _says(name: Name, reading: Reading) -> bool:
    return name in reading.figures or f"{name}_total" in reading.figures


def _spans(first: date, last: date) -> list[tuple[date, date]]:
    spans = []
    while first <= last:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        spans.append((first, min(following - DAY, last)))
        first = following
    return spans


def _named(month: Month) -> str:
    name = date_format(month.first, "F Y")
    return name if month.complete else _("%(month)s (at least)") % {"month": name}
