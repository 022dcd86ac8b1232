"""The rows behind a figure as the desk opens them: what each is, and the page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from tabayyun.desk.audience.models import Reading
from tabayyun.desk.cases.models import Case
from tabayyun.desk.magazine.models import Issue
from tabayyun.desk.mediadesk.models import Coverage, MediaRequest
from tabayyun.desk.opendays.models import Edition, local
from tabayyun.desk.outreach.models import Activity
from tabayyun.desk.press.models import Publication, Statement, StatementText
from tabayyun.desk.report.figures import Figure, Rows
from tabayyun.desk.signals.models import Content


@dataclass(frozen=True, slots=True)
class Opened:
    """One row: its reference where it has one, in words, where it is read, its day, and what it adds."""

    reference: str
    words: str
    url: str
    day: date
    amount: float | timedelta | None


@dataclass(frozen=True, slots=True)
class _Place:
    """How a row of one kind is named and where it is read; ``related`` is read with it."""

    reference: Callable[[Any], str]
    words: Callable[[Any], str]
    url: Callable[[Any], str]
    related: tuple[str, ...] = ()


def _to(page: str, *path: str) -> Callable[[Any], str]:
    """The page of a row; ``path`` leads to the fields of its address."""
    return lambda row: reverse(page, args=[_at(row, each) for each in path])


def _at(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


PLACES: Mapping[type[Model], _Place] = {
    Content: _Place(lambda row: "", lambda row: row.text, _to("signals:content", "pk")),
    Case: _Place(lambda row: row.reference, lambda row: row.title, _to("cases:case", "reference")),
    Statement: _Place(
        lambda row: row.reference,
        lambda row: row.claim or row.get_kind_display(),
        _to("press:statement", "reference"),
    ),
    StatementText: _Place(
        lambda row: row.statement.reference,
        lambda row: row.title,
        _to("press:statement", "statement__reference"),
        ("statement",),
    ),
    Publication: _Place(
        lambda row: row.text.statement.reference,
        lambda row: row.text.title,
        _to("press:statement", "text__statement__reference"),
        ("text__statement",),
    ),
    MediaRequest: _Place(
        lambda row: row.reference, lambda row: row.subject, _to("mediadesk:request", "reference")
    ),
    Coverage: _Place(
        lambda row: "", lambda row: f"{row.outlet} · {row.title}", lambda row: str(row.url), ("outlet",)
    ),
    Issue: _Place(lambda row: str(row.number), lambda row: local(row.title), _to("magazine:issue", "number")),
    Edition: _Place(
        lambda row: str(row.number), lambda row: local(row.city), _to("opendays:edition", "number")
    ),
    Activity: _Place(
        lambda row: "",
        lambda row: " · ".join(
            filter(None, [row.get_kind_display(), row.subject and row.subject.local_name, row.label])
        ),
        _to("outreach:activity", "pk"),
        ("school", "association", "union", "company"),
    ),
    Reading: _Place(
        lambda row: "", lambda row: str(row.account), _to("audience:account", "account_id"), ("account",)
    ),
}


def readable(figure: Figure, only: str = "") -> QuerySet[Any]:
    """The records that ``figure`` counts, or ``only`` those of one group, newest first.

    Each has what its line names; there are none where the figure counts no rows.
    """
    if figure.rows is None:
        return Case.objects.none()
    rows = figure.rows.only(only) if only and figure.rows.group else figure.rows
    found = rows.counted(figure.period)
    related = PLACES[found.model].related
    return found.select_related(*related) if related else found


def opened(figure: Figure, records: Iterable[Any]) -> list[Opened]:
    """``records`` out of `readable`, ready to be listed."""
    return [_opened(figure.rows, row) for row in records] if figure.rows else []


def group_name(figure: Figure, group: str) -> str:
    """What the group is called in the reader's language; its code where it has no name."""
    name = figure.rows.labels.get(group, group) if figure.rows else group
    return str(name.get(get_language() or "ar") or name["ar"]) if isinstance(name, Mapping) else str(name)


def _opened(rows: Rows, row: Any) -> Opened:
    place, at = PLACES[type(row)], _at(row, rows.at)
    return Opened(
        reference=place.reference(row),
        words=place.words(row),
        url=place.url(row),
        day=timezone.localdate(at) if isinstance(at, datetime) else at,
        amount=_at(row, rows.amount) if rows.amount else None,
    )
