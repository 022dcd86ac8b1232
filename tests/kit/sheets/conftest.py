"""A table to import into: the units of the case room, known by their e-mail."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
import xlsxwriter
from django.utils import translation

from tabayyun.desk.cases.models import Unit
from tabayyun.kit.models import Role, User
from tabayyun.kit.sheets import tables
from tabayyun.kit.sheets.cells import Choice, Text
from tabayyun.kit.sheets.stores import ModelStore
from tabayyun.kit.sheets.tables import Column, Fields, Resolve, Table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _resolver() -> Resolve:
    def resolve(values: dict[str, Any]) -> Fields:
        fields = {name: value for name, value in values.items() if name != "name"}
        return {**fields, "name": {"ar": values["name"]}}

    return resolve


UNITS = Table(
    key="test.unit",
    name="Units",
    columns=(
        Column("name", "Name", Text(60), ("اسم الوحدة", "Dénomination"), required=True),
        Column("email", "E-mail", Text(60), ("البريد الإلكتروني", "Courriel"), required=True),
        Column(
            "language",
            "Language",
            Choice({"ar": ["ar", "العربية", "arabe"], "fr": ["fr", "الفرنسية", "français"]}),
        ),
    ),
    store=ModelStore(Unit, ("email",), ("email", "name", "language")),
    action="outreach.record",
    home="cases:units",
    resolver=_resolver,
)


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    tables.register(UNITS)
    with translation.override("en"):
        yield
    tables._tables.pop(UNITS.key)


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create(username="field", role=Role.OFFICER)


def workbook(rows: Iterable[Sequence[Any]], *, edit: Callable[[Any, Any], None] | None = None) -> bytes:
    """A real XLSX file with one sheet; ``edit(book, sheet)`` adds what rows cannot say."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("ورقة 1")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(number, place, value, day)
            elif value is not None:
                sheet.write(number, place, value)
    if edit:
        edit(book, sheet)
    book.close()
    return out.getvalue()


def comma_separated(rows: Iterable[Sequence[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()
