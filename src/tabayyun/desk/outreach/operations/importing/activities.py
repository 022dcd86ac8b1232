"""Activities by spreadsheet: the columns of each kind, and what a line of them says."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.outreach.models import Activity, Kind
from tabayyun.desk.outreach.operations.importing.columns import COLUMNS
from tabayyun.desk.outreach.operations.importing.lookups import LOOKED_UP, PARENTS, Lookup, lookup
from tabayyun.desk.outreach.operations.rules import (
    FIELDS,
    MOST_PUPILS,
    NEEDED,
    Places,
    complete,
)
from tabayyun.kit.models import User
from tabayyun.kit.sheets.cells import Whole
from tabayyun.kit.sheets.faults import Unfit
from tabayyun.kit.sheets.stores import ModelStore
from tabayyun.kit.sheets.tables import Column, Fields, Find, Resolve, Table

TEXTS = ("topic", "level", "place", "label", "notes", "school_year", "child_name", "consent_reference")


def find_entries(values: dict[str, Any], lookups: dict[str, Lookup]) -> list[Unfit]:
    """Put the keys of entries in place of their names; the names that are in no directory."""
    unknown = []
    for name, model in LOOKED_UP.items():
        if name in values:
            written, parent = values.pop(name), values.get(PARENTS.get(model, ""))
            try:
                values[name] = lookups[name].find(written, name, parent=parent)
            except Unfit as unfit:
                unknown.append(unfit)
    return unknown


def given_of(values: dict[str, Any]) -> dict[str, Any]:
    """The fields that cells give when their entries were found: no text becomes «»."""
    return {name: "" if value is None and name in TEXTS else value for name, value in values.items()}


def _finder(kind: Kind) -> Find:
    lookups = {name: lookup(model) for name, model in LOOKED_UP.items() if name in FIELDS[kind]}
    return lambda values: find_entries(values, lookups)


def _resolver(kind: Kind) -> Resolve:
    places, today = Places(), timezone.localdate()

    def resolve(values: dict[str, Any]) -> Fields:
        return complete(kind, given_of(values), places, today=today)

    return resolve


def _created(by: User, now: datetime) -> Fields:
    return {"recorded_by": by, "recorded_at": now}


def _changed(by: User, now: datetime) -> Fields:
    return {"edited_at": now}


def _column(kind: Kind, name: str) -> Column:
    label, parse, synonyms = COLUMNS[name]
    if kind is Kind.SCHOOL and name == "participants":
        label, parse = _("Pupils"), Whole(most=MOST_PUPILS)
    needed = name == "held_on" or name in NEEDED[kind]
    return Column(name, label, parse, tuple(synonyms.split("|")), required=needed)


def _table(kind: Kind) -> Table:
    ordered = [name for name in COLUMNS if name in FIELDS[kind]]
    return Table(
        key=f"outreach.{kind.value}",
        name=kind.label,
        columns=tuple(_column(kind, name) for name in ordered),
        store=ModelStore(Activity, ("key",), ("kind", "key", *FIELDS[kind]), _created, _changed),
        action="outreach.record",
        home="outreach:list",
        resolver=partial(_resolver, kind),
        finder=partial(_finder, kind),
    )


ACTIVITIES: dict[Kind, Table] = {kind: _table(kind) for kind in Kind if kind is not Kind.OPEN_DAYS}
"""Open Days are recorded by the room that organises them."""
