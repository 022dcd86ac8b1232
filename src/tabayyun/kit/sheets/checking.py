"""Every line of a sheet: good, with what it would become, or bad, with every reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from tabayyun.kit.sheets.cells import text_of
from tabayyun.kit.sheets.faults import Fault, Unfit
from tabayyun.kit.sheets.reading import Grid, Line
from tabayyun.kit.sheets.tables import Column, Fields, Find, Known, Resolve, Table

MISSING = gettext_noop("This is missing.")
REPEATED = gettext_noop("The same as line %(line)s.")
CONTRADICTED = gettext_noop("The same entry as line %(line)s, with other values.")


@dataclass(frozen=True, slots=True)
class Good:
    """A line that can be kept. ``known`` is the row it is about when there is one already."""

    line: Line
    fields: Fields
    key: Hashable
    plain: dict[str, Any]
    known: Known | None = None

    @property
    def number(self) -> int:
        return self.line.number

    @property
    def changes(self) -> bool:
        """Whether it says something else than the row that is kept."""
        return self.known is not None and any(self.known.values[n] != v for n, v in self.plain.items())


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that cannot be kept, as it was written, and why."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[Fault, ...]

    def as_json(self) -> dict[str, Any]:
        return {"number": self.number, "cells": self.cells, "faults": [f.as_json() for f in self.faults]}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Bad:
        faults = tuple(Fault(**fault) for fault in kept["faults"])
        return cls(kept["number"], tuple(kept["cells"]), faults)


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole sheet."""

    good: Sequence[Good]
    bad: Sequence[Bad]

    @property
    def counts(self) -> dict[str, int]:
        """created, changed, unchanged, refused: how many lines are each."""
        kinds = Counter(
            "created" if row.known is None else "changed" if row.changes else "unchanged" for row in self.good
        )
        return {
            "created": kinds["created"],
            "changed": kinds["changed"],
            "unchanged": kinds["unchanged"],
            "refused": len(self.bad),
        }


def check(table: Table, grid: Grid, *, header: int, columns: Mapping[str, int]) -> Checked:
    """Read the lines of ``grid`` below ``header``; ``columns``: column name → place."""
    mapped = [(column, columns[column.name]) for column in table.columns if column.name in columns]
    find, resolve, store = table.finder(), table.resolver(), table.store
    good: dict[Hashable, Good] = {}
    bad: list[Bad] = []
    for line in grid.lines:
        if line.number <= header:
            continue
        read = _read(line, mapped, find, resolve)
        if isinstance(read, list):
            bad.append(_bad(line, read))
            continue
        row = Good(line, read, store.key(read), store.plain(read))
        first = good.setdefault(row.key, row)
        if first is not row:
            say = REPEATED if first.plain == row.plain else CONTRADICTED
            bad.append(_bad(line, [Fault("", say, {"line": first.number})]))
    known = store.find(good.keys())
    found = [Good(r.line, r.fields, r.key, r.plain, known.get(r.key)) for r in good.values()]
    return Checked(found, bad)


def _read(line: Line, mapped: list[tuple[Column, int]], find: Find, resolve: Resolve) -> Fields | list[Fault]:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, place in mapped:
        try:
            value = column.parse(line.cell(place))
            if column.required and value in (None, ""):
                raise Unfit(MISSING)
            values[column.name] = value
        except Unfit as unfit:
            faults.append(Fault.of(unfit, column.name))
    faults += map(Fault.of, find(values))
    if faults:
        return faults
    try:
        return resolve(values)
    except Unfit as unfit:
        return [Fault.of(unfit)]


def _bad(line: Line, faults: list[Fault]) -> Bad:
    return Bad(line.number, tuple(_shown(line, place) for place in range(len(line.cells))), tuple(faults))


def _shown(line: Line, place: int) -> str:
    try:
        return text_of(line.cell(place))
    except Unfit:
        return ""
