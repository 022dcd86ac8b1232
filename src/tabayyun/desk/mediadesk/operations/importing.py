"""The coverage log from spreadsheets, as outlets and monitoring services send them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import Coverage, MediaRequest, Outlet
from tabayyun.desk.mediadesk.operations.coverage import LONGEST_LINK, LONGEST_TITLE
from tabayyun.desk.mediadesk.operations.standing import LINE, outlet_called
from tabayyun.engine.text.normal import normalise
from tabayyun.kit.models import User
from tabayyun.kit.sheets.cells import Day, Link, Text, Whole
from tabayyun.kit.sheets.faults import Unfit
from tabayyun.kit.sheets.stores import ModelStore
from tabayyun.kit.sheets.tables import Column, Fields, Resolve, Table

SAME = ("url", "title", "published_on", "audience")
NAMELESS = gettext_noop("Give the link, or for a broadcast its title.")
UNKNOWN_REQUEST = gettext_noop("There is no request with this reference.")
NO_NAME = gettext_noop("«%(cell)s» is not the name of an outlet.")


@dataclass(frozen=True, slots=True)
class CoverageStore(ModelStore):
    """Pieces with their outlet by name: a new one is made only when its line is imported."""

    def plain(self, fields: Fields) -> dict[str, Any]:
        named = {"outlet_name": fields["outlet_name"]} if "outlet_name" in fields else {}
        return {**ModelStore.plain(self, _without_name(fields)), **named}

    def create(self, rows: Sequence[Fields], *, by: User, now: datetime) -> list[int]:
        return ModelStore.create(self, [_with_outlet(row) for row in rows], by=by, now=now)

    def change(self, rows: Sequence[tuple[int, Mapping[str, Any]]], *, by: User, now: datetime) -> None:
        ModelStore.change(self, [(pk, _without_name(fields)) for pk, fields in rows], by=by, now=now)
        for pk, fields in rows:
            Coverage.objects.filter(pk=pk).update(outlet=outlet_called(str(fields["outlet_name"])))

    def _rows(self, **chosen: Any) -> Iterator[dict[str, Any]]:
        named = Coverage.objects.filter(**chosen).annotate(outlet_name=F("outlet__name"))
        yield from named.values("pk", "outlet_name", *self.fields).iterator()


def _resolver() -> Resolve:
    """Known outlets keep the name they have; references are looked up once for the whole file."""
    names = dict(Outlet.objects.values_list("key", "name"))
    requests = dict(MediaRequest.objects.values_list("reference", "pk"))

    def resolve(cells: dict[str, Any]) -> Fields:
        outlet = normalise(cells["outlet"])[:LINE]
        if not outlet:
            raise Unfit(NO_NAME, column="outlet", cell=cells["outlet"])
        url, title = cells.get("url", ""), cells.get("title", "")
        if not url and not title:
            raise Unfit(NAMELESS, column="title")
        fields: Fields = {name: cells[name] for name in SAME if name in cells}
        if cells.get("request"):
            fields["request_id"] = _request(requests, cells["request"])
        key = queries.coverage_key(url, outlet, title, cells["published_on"])
        return {**fields, "key": key, "outlet_name": names.get(outlet, cells["outlet"])}

    return resolve


def _request(requests: Mapping[str, int], reference: str) -> int:
    found = requests.get(reference.upper())
    if found is None:
        raise Unfit(UNKNOWN_REQUEST, column="request")
    return found


def _without_name(fields: Mapping[str, Any]) -> Fields:
    return {name: value for name, value in fields.items() if name != "outlet_name"}


def _with_outlet(fields: Fields) -> Fields:
    return {**_without_name(fields), "outlet": outlet_called(fields["outlet_name"])}


def _stamp(by: User, now: datetime) -> Fields:
    return {"recorded_by": by, "recorded_at": now}


COVERAGE = Table(
    key="mediadesk.coverage",
    name=_("Coverage log"),
    columns=(
        Column("published_on", _("Date"), Day(), ("jour", "date de parution", "تاريخ النشر"), required=True),
        Column("outlet", _("Outlet"), Text(LINE), ("média", "support", "المنبر", "الجريدة"), required=True),
        Column("title", _("Title"), Text(LONGEST_TITLE), ("titre de l’article", "العنوان")),
        Column("url", _("Link"), Link(LONGEST_LINK), ("url", "adresse", "lien", "الرابط")),
        Column("audience", _("Audience"), Whole(most=9_000_000_000_000_000), ("vues", "المشاهدات")),
        Column("request", _("Reference"), Text(40), ("demande", "الطلب")),
    ),
    store=CoverageStore(
        model=Coverage,
        key_fields=("key",),
        fields=("key", "url", "title", "published_on", "audience", "request_id"),
        created=_stamp,
    ),
    resolver=_resolver,
    action="mediadesk.work",
    home="mediadesk:coverage",
)
