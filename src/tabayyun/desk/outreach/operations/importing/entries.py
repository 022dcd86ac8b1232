"""The directories by spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tabayyun.desk.outreach.models import Association, Company, Entry, Province, Region, School, Union
from tabayyun.desk.outreach.operations.importing.lookups import lookup
from tabayyun.desk.outreach.operations.rules import MISSING
from tabayyun.kit.sheets.cells import Text
from tabayyun.kit.sheets.faults import Unfit
from tabayyun.kit.sheets.stores import ModelStore
from tabayyun.kit.sheets.tables import Column, Fields, Find, Resolve, Table

NAMELESS = gettext_noop("Write the name in Arabic or in French.")
_CODE = Column(
    "code", _("Code"), Text(40), ("الرقم", "رقم الترتيب", "identifiant", "code GRESA"), required=True
)
_NAMES = (
    Column(
        "name_ar",
        _("Name in Arabic"),
        Text(),
        ("الاسم", "التسمية", "اسم المؤسسة", "اسم الجمعية", "nom arabe"),
    ),
    Column("name_fr", _("Name in French"), Text(), ("nom", "dénomination", "intitulé", "الاسم بالفرنسية")),
)
_REGION = Column("region_id", _("Region"), Text(), ("جهة",))
_PROVINCE = Column(
    "province_id", _("Province or prefecture"), Text(), ("الإقليم", "العمالة", "province", "préfecture")
)


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory: its name in the address, its words, its model, its table."""

    slug: str
    name: str | Promise
    model: type[Entry]
    table: Table
    parent: str
    """The field that says where an entry lies: region_id, province_id or «»."""


def _finder(parent: str, parent_model: type[Entry] | None) -> Find:
    places = lookup(parent_model) if parent_model else None

    def find(values: dict[str, Any]) -> list[Unfit]:
        if places is None or parent not in values:
            return []
        try:
            values[parent] = places.find(values.pop(parent), parent)
        except Unfit as unfit:
            return [unfit]
        return []

    return find


def _resolver(parent: str, needed: bool) -> Resolve:
    def resolve(values: dict[str, Any]) -> Fields:
        fields = dict(values)
        if not any(fields.get(name) for name in ("name_ar", "name_fr")):
            raise Unfit(NAMELESS, "name_ar")
        if needed and fields.get(parent) is None:
            raise Unfit(MISSING, parent)
        return fields

    return resolve


def _directory(
    slug: str, name: str | Promise, model: type[Entry], where: Column | None, needed: bool = True
) -> Directory:
    parent = where.name if where else ""
    parent_model = {"region_id": Region, "province_id": Province}.get(parent)
    columns = (_CODE, *_NAMES) if where is None else (_CODE, *_NAMES, where)
    table = Table(
        key=f"outreach.{slug}",
        name=name,
        columns=columns,
        store=ModelStore(model, ("code",), tuple(column.name for column in columns)),
        action="outreach.record",
        home="outreach:directories",
        resolver=partial(_resolver, parent, needed and where is not None),
        finder=partial(_finder, parent, parent_model),
    )
    return Directory(slug, name, model, table, parent)


DIRECTORIES = {
    directory.slug: directory
    for directory in (
        _directory("schools", _("Schools"), School, _PROVINCE),
        _directory("associations", _("Associations"), Association, _REGION),
        _directory("unions", _("Unions"), Union, _REGION, needed=False),
        _directory("companies", _("Production companies"), Company, _REGION, needed=False),
        _directory("provinces", _("Provinces and prefectures"), Province, _REGION),
        _directory("regions", _("Regions"), Region, None),
    )
}
