"""What a room declares: the columns of a table, and how its rows are kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.sheets.cells import Parser
from tabayyun.kit.sheets.faults import Unfit

Fields = dict[str, Any]
"""Model field (by its column, such as ``school_id``) → value."""
Resolve = Callable[[dict[str, Any]], Fields]
"""The parsed cells of a line, by column name → what is kept. Raises `Unfit` naming a column.

Only the columns that the file has are given; what is left out of the answer stays as it is kept.
"""

Find = Callable[[dict[str, Any]], list[Unfit]]
"""Looks up what the parsed cells of a line refer to, in place; answers everything it did not find."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a table understands.

    ``label`` is translated; a heading matches it in any language of the desk, or one of ``synonyms``,
    whatever its spelling. ``required`` asks for a column, and for a value in every line.
    """

    name: str
    label: str | Promise
    parse: Parser
    synonyms: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A row that is already kept under a key."""

    pk: int
    values: dict[str, Any]
    """Its fields as plain JSON, as `Store.plain` gives them."""


class Store(Protocol):
    """How the rows of a table are kept. `stores.ModelStore` does it for one model."""

    def key(self, fields: Fields) -> Hashable:
        """The natural key: what makes two lines the same row."""

    def plain(self, fields: Fields) -> dict[str, Any]:
        """``fields`` as JSON, to be compared and restored."""

    def find(self, keys: Collection[Hashable]) -> dict[Hashable, Known]:
        """The rows that are kept under ``keys``."""

    def by_pk(self, pks: Collection[int]) -> dict[int, Known]:
        """The rows with these primary keys."""

    def create(self, rows: Sequence[Fields], *, by: User, now: datetime) -> list[int]:
        """Keep new rows; their primary keys, in order."""

    def change(self, rows: Sequence[tuple[int, Mapping[str, Any]]], *, by: User, now: datetime) -> None:
        """Give rows other values, complete and plain as in `Known.values`."""

    def remove(self, pks: Collection[int]) -> None:
        """Delete rows. Raises `kit.errors.Refused` when something depends on one."""


def _nothing_to_find(values: dict[str, Any]) -> list[Unfit]:
    return []


def _as_read(values: dict[str, Any]) -> Fields:
    return values


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of spreadsheet that can be imported.

    ``key`` names it for ever («outreach.school_session»); ``action`` is who may import
    (`kit.roles`); ``home`` is the URL name of the page to go back to. ``finder`` and ``resolver`` are
    called once for each reading of a file, so that they can load what lines refer to: a `Find`, which
    every line goes through, so that all its faults are told at once, and a `Resolve`.
    """

    key: str
    name: str | Promise
    columns: tuple[Column, ...]
    store: Store
    action: str
    home: str
    resolver: Callable[[], Resolve] = lambda: _as_read
    finder: Callable[[], Find] = lambda: _nothing_to_find

    def column(self, name: str) -> Column:
        """The column called ``name``. Raises KeyError."""
        return {column.name: column for column in self.columns}[name]


_tables: dict[str, Table] = {}
_families: dict[str, Callable[[str], Table | None]] = {}


def register(*tables: Table) -> None:
    """Make ``tables`` importable; a room does so in its ``apps.ready``. Doing it again replaces them."""
    _tables.update({table.key: table for table in tables})


def register_family(prefix: str, make: Callable[[str], Table | None]) -> None:
    """A table for each of something, such as an account: ``make`` gets what follows «prefix-» in the key.

    It answers None where there is no such thing.
    """
    _families[prefix] = make


def table(key: str) -> Table:
    """The registered table. Raises Refused when there is none."""
    found = _found(key)
    if found is None:
        raise Refused(f"{key}?")
    return found


def is_known(key: str) -> bool:
    return _found(key) is not None


def _found(key: str) -> Table | None:
    if key in _tables:
        return _tables[key]
    prefix, _dash, name = key.rpartition("-")
    make = _families.get(prefix)
    return make(name) if make else None
