"""A figure as it is told: live or frozen, it reads the same to whoever prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import override

from tabayyun.desk.report.figures import Figure, Line, Period, Unit, root, unpacked
from tabayyun.desk.report.models import FrozenFigure

LANGUAGES = ("ar", "fr")
"""The languages that a report is written in."""
Wording = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Stated:
    """``wording``: language → name, counts, method, note and other words. ``before`` is the year before's."""

    key: str
    value: float | None
    unit: Unit
    period: Period
    before: float | None
    wording: Wording
    rows: int
    root: str
    additive: bool
    lines: Sequence[Line] = field(default=(), repr=False)
    salt: str = ""

    def word(self, name: str, lang: str) -> str:
        """One of its words in ``lang``, else in Arabic, else nothing."""
        return self.wording.get(lang, {}).get(name) or self.wording.get("ar", {}).get(name, "")

    @property
    def signed(self) -> dict[str, Any]:
        """The figure as it is signed: see `engine.signing.figures`."""
        return {
            "key": self.key,
            "value": self.value,
            "unit": self.unit.value,
            "start": self.period.start.isoformat(),
            "end": self.period.end.isoformat(),
            "rows": self.rows,
            "root": self.root,
        }

    @property
    def months(self) -> list[tuple[date, float]]:
        """Month → how much, over the whole period, empty months too; a mean for what does not add up."""
        sums: Counter[date] = Counter()
        counts: Counter[date] = Counter()
        for line in self.lines:
            month = line.day.replace(day=1)
            sums[month] += line.amount  # type: ignore[assignment]  # a Counter adds what it is given
            counts[month] += bool(line.amount)
        months = _months(self.period)
        if self.additive:
            return [(month, float(sums[month])) for month in months]
        return [(month, sums[month] / counts[month] if counts[month] else 0.0) for month in months]

    @property
    def groups(self) -> list[tuple[str, float]]:
        """Group → how much, the largest first; empty when its rows have none."""
        sums: Counter[str] = Counter()
        for line in self.lines:
            if line.group:
                sums[line.group] += line.amount  # type: ignore[assignment]
        return [(name, float(amount)) for name, amount in sums.most_common()]


def live(figure: Figure, salt: str) -> Stated:
    """What the records say now."""
    lines = figure.lines(salt)
    return Stated(
        key=figure.key,
        value=figure.value,
        unit=figure.unit,
        period=figure.period,
        before=figure.before.value if figure.before else None,
        wording=wording(figure),
        rows=len(lines),
        root=root(lines),
        additive=figure.definition.additive,
        lines=lines,
        salt=salt,
    )


def frozen(row: FrozenFigure, *, additive: bool) -> Stated:
    """What was published."""
    return Stated(
        key=row.key,
        value=row.value,
        unit=Unit(row.unit),
        period=Period(row.start, row.end, row.phase),
        before=row.before,
        wording=row.wording,
        rows=row.rows_count,
        root=row.rows_root,
        additive=additive,
        lines=unpacked(bytes(row.rows)),
        salt=row.salt,
    )


def wording(figure: Figure) -> Wording:
    """Its words in every language of the report."""
    return {lang: _in_language(figure, lang) for lang in LANGUAGES}


def _in_language(figure: Figure, lang: str) -> dict[str, str]:
    said = {name: each.get(lang, "") for name, each in figure.words.items()}
    labels = figure.rows.labels if figure.rows else {}
    with override(lang):
        defined = figure.definition
        named = {f"group {name}": _in(label, lang) for name, label in labels.items()}
        return (
            said
            | named
            | {
                "name": str(defined.name),
                "counts": str(defined.counts),
                "method": str(defined.method),
                "note": str(figure.note),
            }
        )


def _in(label: Any, lang: str) -> str:
    return label.get(lang, "") if isinstance(label, Mapping) else str(label)


def _months(period: Period) -> list[date]:
    month, months = period.start.replace(day=1), []
    while month <= period.end:
        months.append(month)
        month = (month.replace(day=28) + _FOUR_DAYS).replace(day=1)
    return months


_FOUR_DAYS = date(2000, 1, 5) - date(2000, 1, 1)
