"""What people write for an entry of a directory, its code or its name, into the entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext_noop

from tabayyun.desk.cases.models import Unit
from tabayyun.desk.outreach.models import Association, Company, Entry, Province, Region, School, Union
from tabayyun.kit.sheets.cells import alike, shortened
from tabayyun.kit.sheets.faults import Unfit

UNKNOWN = gettext_noop("«%(cell)s» is not in the directory.")
MEANT = gettext_noop("«%(cell)s» is not in the directory. Did you mean «%(meant)s»?")
SEVERAL = gettext_noop("Several entries of the directory are called «%(cell)s»: write the code.")
MOST_GUESSES = 50
"""Looking for what was meant among thousands of names costs."""
GENERIC = frozenset(alike("جهة إقليم عمالة region province prefecture wilaya").split())

LOOKED_UP: dict[str, type[Entry] | type[Unit]] = {
    "region_id": Region,
    "province_id": Province,
    "school_id": School,
    "association_id": Association,
    "union_id": Union,
    "company_id": Company,
    "unit_id": Unit,
}
"""Field of an activity → the directory that it points into."""
PARENTS: dict[type[Entry] | type[Unit], str] = {
    Province: "region_id",
    School: "province_id",
    Association: "region_id",
    Union: "region_id",
    Company: "region_id",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry: where it lies (a region or a province) and the ways it is written."""

    pk: int
    parent: int | None
    code: str
    names: tuple[str, ...]


class Lookup:
    """The entries of one directory, read once for many lines."""

    def __init__(self, entries: Iterable[Listed]) -> None:
        self._ways: dict[str, list[Listed]] = {}
        self._guesses: dict[str, str] = {}
        for entry in entries:
            for way in {entry.code.casefold(), *map(_folded, entry.names)} - {""}:
                self._ways.setdefault(way, []).append(entry)

    def find(self, text: str, column: str, *, parent: int | None = None) -> int | None:
        """The primary key of the entry that ``text`` names; None for no text.

        ``parent`` narrows entries of one name to those of one region or province. Raises Unfit.
        """
        if not text:
            return None
        found = self._ways.get(text.casefold()) or self._ways.get(_folded(text), [])
        if parent is not None and len(found) > 1:
            found = [entry for entry in found if entry.parent == parent]
        if len(found) > 1:
            raise Unfit(SEVERAL, column, cell=shortened(text))
        if not found:
            raise self._unknown(text, column)
        return found[0].pk

    def named(self, text: str) -> list[int]:
        """The primary keys of all entries that are called so."""
        return [entry.pk for entry in self._ways.get(_folded(text), [])]

    def _unknown(self, text: str, column: str) -> Unfit:
        if text not in self._guesses and len(self._guesses) < MOST_GUESSES:
            near = get_close_matches(_folded(text), self._ways, n=1, cutoff=0.75)
            entry = self._ways[near[0]][0] if near else None
            self._guesses[text] = next(filter(None, entry.names), entry.code) if entry else ""
        if meant := self._guesses.get(text):
            return Unfit(MEANT, column, cell=shortened(text), meant=meant)
        return Unfit(UNKNOWN, column, cell=shortened(text))


def lookup(model: type[Entry] | type[Unit]) -> Lookup:
    """The lookup over a directory as it stands."""
    if model is Unit:
        units = Unit.objects.all()
        return Lookup(Listed(unit.pk, None, str(unit.pk), tuple(unit.name.values())) for unit in units)
    columns = ["pk", *filter(None, [PARENTS.get(model)]), "code", "name_ar", "name_fr"]
    rows = model._default_manager.values_list(*columns)
    if model not in PARENTS:
        return Lookup(Listed(pk, None, code, (ar, fr)) for pk, code, ar, fr in rows)
    return Lookup(Listed(pk, parent, code, (ar, fr)) for pk, parent, code, ar, fr in rows)


def _folded(name: str) -> str:
    """The name as it is compared: «جهة فاس مكناس» is «فاس-مكناس»."""
    words = alike(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in GENERIC else words)
