"""Exports of the platforms, through the spreadsheets of the kit: one table for each account.

The columns that X Analytics, Meta Business Suite, YouTube Studio and TikTok name are known; others are
chosen by hand once and remembered. A cell that is empty says nothing, so it changes nothing. Undoing an
import supersedes what it brought: readings are never deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tabayyun.desk.audience.models import FIGURES, Account, Reading
from tabayyun.desk.audience.operations.recording import LARGEST, record, restore
from tabayyun.kit.models import User
from tabayyun.kit.sheets.cells import Day, Whole, text_of
from tabayyun.kit.sheets.faults import Unfit
from tabayyun.kit.sheets.reading import Cell
from tabayyun.kit.sheets.tables import Column, Fields, Known, Resolve, Table

FAMILY = "audience.readings"
NO_FIGURE = gettext_noop("The line says no figure.")
NOT_YET = gettext_noop("This day has not come yet.")
NOT_OPEN = gettext_noop("The account was not open yet on this day.")
ENGLISH = ("%a, %b %d, %Y", "%b %d, %Y", "%B %d, %Y")
"""Dates as X and TikTok write them, whatever the language of the account: «Sat, Dec 31, 2022»."""


@dataclass(frozen=True, slots=True)
class ExportDay:
    """A day as the platforms write it: also with the time of midnight, also in English words."""

    def __call__(self, cell: Cell) -> date | None:
        text = text_of(cell)
        for pattern in ENGLISH:
            try:
                return datetime.strptime(text, pattern).date()  # noqa: DTZ007  (a day has no zone)
            except ValueError:
                continue
        midnight = text.partition("T")
        return Day()(midnight[0] if midnight[2].startswith("00:00") else cell)


COLUMNS = (
    Column("day", _("Day"), ExportDay(), ("date", "jour", "التاريخ"), required=True),
    Column("followers", _("Followers"), Whole(most=LARGEST), ("followers count", "total followers")),
    Column(
        "posts", _("Posts of the day"), Whole(), ("create post", "tweets published", "posts", "published")
    ),
    Column("views", _("Views of the day"), Whole(most=LARGEST), ("views", "video views", "impressions")),
    Column(
        "reach", _("People reached on the day"), Whole(most=LARGEST), ("reach", "reached audience", "viewers")
    ),
    Column("posts_total", _("Posts since the beginning"), Whole(), ("total posts",)),
    Column("views_total", _("Views since the beginning"), Whole(most=LARGEST), ("total views",)),
)


@dataclass(frozen=True, slots=True)
class ReadingStore:
    """The readings of one account. A row is a day, whichever version of it stands."""

    account: Account

    def key(self, fields: Fields) -> Hashable:
        return str(fields["day"])

    def plain(self, fields: Fields) -> dict[str, Any]:
        return {**fields, "day": fields["day"].isoformat()}

    def find(self, keys: Collection[Hashable]) -> dict[Hashable, Known]:
        current = Reading.objects.filter(account=self.account, superseded_at=None)
        known = {reading.day.isoformat(): self._known(reading.pk, reading) for reading in current}
        return {key: known[str(key)] for key in keys if key in known}

    def by_pk(self, pks: Collection[int]) -> dict[int, Known]:
        """What stands now for the days that the readings ``pks`` are of."""
        mine = Reading.objects.filter(account=self.account)
        days = {reading.pk: reading.day for reading in mine if reading.pk in pks}
        current = {reading.day: reading for reading in mine if reading.superseded_at is None}
        return {pk: self._known(pk, current[day]) for pk, day in days.items() if day in current}

    def create(self, rows: Sequence[Fields], *, by: User, now: datetime) -> list[int]:
        return [self._record(row, by, now) for row in rows]

    def change(self, rows: Sequence[tuple[int, Mapping[str, Any]]], *, by: User, now: datetime) -> None:
        for _pk, values in rows:
            figures = {name: values[name] for name in FIGURES}
            day = date.fromisoformat(values["day"])
            restore(account=self.account, day=day, figures=figures, source=FAMILY, by=by, now=now)

    def remove(self, pks: Collection[int]) -> None:
        """Nothing stands for these days any more; what was imported stays as a former version."""
        now = timezone.now()
        for reading in Reading.objects.filter(account=self.account, pk__in=list(pks)):
            restore(account=self.account, day=reading.day, figures={}, source=FAMILY, by=None, now=now)

    def _record(self, row: Fields, by: User, now: datetime) -> int:
        figures = {name: row.get(name) for name in FIGURES}
        done = record(
            account=self.account,
            day=row["day"],
            figures=figures,
            origin=Reading.Origin.EXPORT,
            source=FAMILY,
            by=by,
            now=now,
        )
        return done.reading.pk

    @staticmethod
    def _known(pk: int, reading: Reading) -> Known:
        figures = {name: getattr(reading, name) for name in FIGURES}
        return Known(pk, {"day": reading.day.isoformat(), **figures})


def key_of(account: Account) -> str:
    """The key of the table of ``account``, for `sheets:new`."""
    return f"{FAMILY}-{account.pk}"


def table_of(name: str) -> Table | None:
    """The table of the account with the primary key ``name``; None when there is none."""
    account = Account.objects.filter(pk=int(name)).first() if name.isascii() and name.isdigit() else None
    if account is None:
        return None
    return Table(
        key=key_of(account),
        name=str(account),
        columns=COLUMNS,
        store=ReadingStore(account),
        action="audience.record",
        home="audience:list",
        resolver=lambda: _resolver(account),
    )


def _resolver(account: Account) -> Resolve:
    today = timezone.localdate()

    def resolve(values: dict[str, Any]) -> Fields:
        said = {name: value for name, value in values.items() if value is not None}
        if len(said) == 1:
            raise Unfit(NO_FIGURE)
        if said["day"] > today:
            raise Unfit(NOT_YET, "day")
        if account.opened_on and said["day"] < account.opened_on:
            raise Unfit(NOT_OPEN, "day")
        return said

    return resolve
