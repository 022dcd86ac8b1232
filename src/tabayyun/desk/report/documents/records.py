"""The records behind a report as open data: plain tables from which anyone counts every figure again.

No row says who a person is. Of children's visits there are the months alone; cases and requests are
numbered anew; names, addresses, texts, notes and places stay in the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tabayyun.desk.audience.models import Reading
from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise.models import Examination
from tabayyun.desk.magazine.models import Issue
from tabayyun.desk.mediadesk.models import Coverage, Decision, MediaRequest
from tabayyun.desk.opendays.models import Edition
from tabayyun.desk.outreach.models import Activity, Kind
from tabayyun.desk.press.models import Statement
from tabayyun.desk.report.figures.periods import Period, last_school_year, next_year
from tabayyun.desk.signals.models import Content, Signal
from tabayyun.kit.sheets.writing import csv_bytes

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """One file: the ``records`` of some days, by ``at``; ``columns``: heading → field."""

    name: str
    records: QuerySet[Any]
    at: str
    columns: dict[str, str]
    days: bool = False

    @property
    def heads(self) -> list[str]:
        return list(self.columns)

    def rows(self, period: Period) -> Iterator[list[Value]]:
        """The lines, in the order in which they were recorded."""
        bounds = (period.start, period.end) if self.days else period.bounds
        found = self.records.filter(**{f"{self.at}__range": bounds}).order_by("pk")
        for row in found.values_list(*self.columns.values()).iterator(chunk_size=2_000):
            yield [_plain(value) for value in row]


def records(year: int) -> dict[str, bytes]:
    """Name of the file → the file, UTF-8 with a mark, times in the institution's zone.

    From the school year that ended in ``year`` to the year after, which a report announces.
    """
    period = Period(last_school_year(year).start, next_year(year).end)
    return {f"{table.name}.csv": csv_bytes(table.heads, _told(table, period)) for table in tables()}


def tables() -> list[Table]:
    """Every table of the export."""
    return [*_watched(), *_published(), *_media(), _activities()]


def _watched() -> Iterable[Table]:
    content, case = OuterRef("pk"), {"content": "content_id"}
    contents = Content.objects.annotate(
        violent=Exists(Signal.objects.filter(content=content, kind=Signal.Kind.VIOLENCE)),
        examined=Exists(Examination.objects.filter(content=content)),
    ).filter(Exists(Case.objects.filter(content=content)))
    seen = {"content": "pk", "detected_at": "detected_at", "violent": "violent", "examined": "examined"}
    yield Table("contents", contents, "detected_at", seen)
    moments = {name: name for name in ("detected_at", "disclosed_at", "closed_at")}
    yield Table("cases", Case.objects.all(), "detected_at", {**case, **moments})


def _published() -> Iterable[Table]:
    told = {name: name for name in ("reference", "kind", "topic", "first_published_at")}
    yield Table("statements", Statement.objects.all(), "first_published_at", told)
    yield Table(
        "magazine", Issue.objects.all(), "published_at", {"number": "number", "published_at": "published_at"}
    )
    names = ("day", "followers", "posts", "views", "posts_total", "views_total")
    account = {"platform": "account__platform", "account": "account__handle"}
    current = Reading.objects.filter(superseded_at=None)
    yield Table("readings", current, "day", {**account, **{name: name for name in names}}, days=True)
    days = {name: name for name in ("number", "first_day", "last_day")}
    yield Table("open_days", Edition.objects.all(), "first_day", days, days=True)


def _media() -> Iterable[Table]:
    held = Decision.objects.filter(request=OuterRef("pk"), restriction__isnull=False)
    asked = ("kind", "asker", "received_at", "first_answered_at", "closed_at", "held_back")
    requests = MediaRequest.objects.annotate(held_back=Exists(held))
    yield Table("requests", requests, "received_at", {name: name for name in asked})
    out = {"published_on": "published_on", "outlet": "outlet__name", "title": "title", "address": "url"}
    yield Table("coverages", Coverage.objects.all(), "published_on", out, days=True)


def _activities() -> Table:
    plain = ("kind", "held_on", "topic", "participants", "school_year", "phase", "level")
    coded = ("region", "school", "association", "union", "company")
    columns = {name: name for name in plain} | {name: f"{name}__code" for name in coded}
    return Table("activities", Activity.objects.all(), "held_on", columns, days=True)


def _told(table: Table, period: Period) -> Iterator[list[Value]]:
    if table.name != "activities":
        yield from table.rows(period)
        return
    kind, day, region = (table.heads.index(name) for name in ("kind", "held_on", "region"))
    for row in table.rows(period):
        if row[kind] == Kind.CHILD:  # a dozen children a year: day and region would point at one
            row[day], row[region] = str(row[day])[:7], ""
        yield row


def _plain(value: Any) -> Value:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
