"""The rows that a figure counts, and their fingerprints.

A row becomes one line: its id, the day that puts it into the period, how much it counts for, what the
public may see of it, and SHA-256 over a salt and its facts. The root over all lines (RFC 6962, in the
order of the ids) is signed with the figure, so that a row added, removed or changed later shows.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Min, Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from tabayyun.desk.report.figures.periods import Period
from tabayyun.engine.signing import log

Words = str | Promise | Mapping[str, str]
DIGEST = 32
"""Hexadecimal characters that are kept of a row's fingerprint: 128 bits."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was counted. ``shown`` is empty where rows are nobody's business."""

    pk: str
    day: date
    amount: float
    digest: str
    shown: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Records of one kind: ``at`` is the field that puts a record into a period, ``facts`` what it says.

    ``amount`` names the field that is summed; without it every row counts once. ``shown`` are the facts
    that the public may see of each row; without any, rows are only shown aggregated by month and
    ``group``.
    """

    records: QuerySet[Any]
    at: str
    facts: tuple[str, ...]
    amount: str = ""
    shown: tuple[str, ...] = ()
    group: str = ""
    labels: Mapping[str, Words] = field(default_factory=dict)
    """Group → its name, or its name by language."""
    one_of: str = ""
    """The field that tells what is counted once, such as a school: its first row stands for it."""
    days: bool = False
    """``at`` is a date, not a moment."""

    def within(self, period: Period) -> QuerySet[Any]:
        """The records that a figure over ``period`` counts."""
        bounds = (period.start, period.end) if self.days else period.bounds
        return self.records.filter(**{f"{self.at}__range": bounds}).order_by("pk")

    def counted(self, period: Period) -> QuerySet[Any]:
        """The records of ``period`` that count, newest first: of what counts once, its first record."""
        within = self.within(period)
        if self.one_of:
            firsts = within.order_by().values(self.one_of).annotate(first=Min("pk")).values("first")
            within = within.filter(pk__in=firsts)
        return within.order_by(f"-{self.at}", "-pk")

    def only(self, group: str) -> Rows:
        """Those of one group."""
        return replace(self, records=self.records.filter(**{self.group: group}))

    def begin(self) -> date | None:
        """The day of the first record of this kind at all; None when there is none."""
        first = self.records.order_by(self.at).values_list(self.at, flat=True).first()
        return _day(first) if first else None

    def lines(self, period: Period, salt: str) -> list[Line]:
        """Every row of ``period``, in the order of its id."""
        names = ["pk", self.at, *self.facts]
        found = self.within(period).values_list(*names, *self._extra)
        rows = (dict(zip([*names, *self._extra], row, strict=True)) for row in found)
        return [self._line(row, salt) for row in self._once(rows)]

    def _once(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        seen: set[Any] = set()
        for row in rows:
            if not self.one_of or row[self.one_of] not in seen:
                seen.add(row.get(self.one_of))
                yield row

    @property
    def _extra(self) -> list[str]:
        names = {"pk", self.at, *self.facts}
        wanted = dict.fromkeys([self.amount, self.group, self.one_of, *self.shown])
        return [name for name in wanted if name and name not in names]

    def _line(self, row: dict[str, Any], salt: str) -> Line:
        facts = [str(row["pk"]), *(_plain(row[name]) for name in (self.at, *self.facts))]
        told = json.dumps([salt, *facts], ensure_ascii=False, separators=(",", ":"))
        return Line(
            pk=str(row["pk"]),
            day=_day(row[self.at]),
            amount=_number(row[self.amount]) if self.amount else 1.0,
            digest=hashlib.sha256(told.encode()).hexdigest()[:DIGEST],
            shown=tuple(str(_plain(row[name])) for name in self.shown),
            group=str(_plain(row[self.group])) if self.group else "",
        )


def root(lines: Sequence[Line]) -> str:
    """The Merkle root over the fingerprints, hexadecimal; empty when nothing was counted."""
    return log.root([log.leaf_hash(line.digest.encode("ascii")) for line in lines]).hex() if lines else ""


def packed(lines: Iterable[Line]) -> bytes:
    """The lines as they are kept with a frozen figure."""
    rows = [[x.pk, x.day.isoformat(), x.amount, x.digest, list(x.shown), x.group] for x in lines]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def unpacked(data: bytes) -> list[Line]:
    """What `packed` kept."""
    rows = json.loads(zlib.decompress(bytes(data))) if data else []
    return [Line(pk, date.fromisoformat(day), n, digest, tuple(s), g) for pk, day, n, digest, s, g in rows]


@dataclass(frozen=True, slots=True)
class Difference:
    """How two states of a figure's rows differ, in ids."""

    added: list[str]
    removed: list[str]
    changed: list[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def difference(before: Iterable[Line], after: Iterable[Line]) -> Difference:
    """What happened to the rows between ``before`` and ``after``."""
    old, new = ({line.pk: line.digest for line in lines} for lines in (before, after))
    return Difference(
        added=[pk for pk in new if pk not in old],
        removed=[pk for pk in old if pk not in new],
        changed=[pk for pk in new if pk in old and old[pk] != new[pk]],
    )


def _plain(value: Any) -> Any:
    """A fact as JSON says it: moments in UTC, rows by their id."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Model):
        return value.pk
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _number(value: Any) -> float:
    """An amount; of a duration its hours, and nothing when it has not ended."""
    if isinstance(value, timedelta):
        return value / timedelta(hours=1)
    return float(value or 0)


def _day(at: Any) -> date:
    return timezone.localdate(at) if isinstance(at, datetime) else at
