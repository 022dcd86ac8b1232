"""Rows of one Django model, kept in bulk."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.sheets.tables import Fields, Known

BATCH = 500
Stamp = Callable[[User, datetime], Fields]


def _nothing(by: User, now: datetime) -> Fields:
    return {}


@dataclass(frozen=True, slots=True)
class ModelStore:
    """The rows of ``model``.

    ``key``: the fields that make the natural key; give them a unique constraint as well.
    ``fields``: every field an import may write, the key's included. ``created`` and ``changed`` add
    who and when. Fields are named by their column: ``school_id``, not ``school``. A field that a line
    says nothing of gets the model's default in a new row, and stays as it is in a known one.
    """

    model: type[models.Model]
    key_fields: tuple[str, ...]
    fields: tuple[str, ...]
    created: Stamp = _nothing
    changed: Stamp = _nothing

    def key(self, fields: Fields) -> Hashable:
        plain = self.plain(fields)
        return tuple(plain[name] for name in self.key_fields)

    def plain(self, fields: Fields) -> dict[str, Any]:
        prepared = {name: self._field(name).get_prep_value(value) for name, value in fields.items()}
        plain: dict[str, Any] = json.loads(json.dumps(prepared, cls=DjangoJSONEncoder))
        return plain

    def find(self, keys: Collection[Hashable]) -> dict[Hashable, Known]:
        first = self.key_fields[0]
        wanted = {key[0] for key in keys if isinstance(key, tuple)}
        known = [self._known(row) for some in batches(wanted) for row in self._rows(**{f"{first}__in": some})]
        by_key = {tuple(one.values[name] for name in self.key_fields): one for one in known}
        return {key: by_key[key] for key in keys if key in by_key}

    def by_pk(self, pks: Collection[int]) -> dict[int, Known]:
        known = [self._known(row) for some in batches(pks) for row in self._rows(pk__in=some)]
        return {one.pk: one for one in known}

    def create(self, rows: Sequence[Fields], *, by: User, now: datetime) -> list[int]:
        stamp = self.created(by, now)
        made = [self.model(**row, **stamp) for row in rows]
        try:
            kept = self.model._default_manager.bulk_create(made, batch_size=BATCH)
        except IntegrityError as error:
            raise Refused(_("The database refused these lines: nothing was imported.")) from error
        return [row.pk for row in kept]

    def change(self, rows: Sequence[tuple[int, Mapping[str, Any]]], *, by: User, now: datetime) -> None:
        stamp = self.changed(by, now)
        changed = [self.model(pk=pk, **self._typed(fields), **stamp) for pk, fields in rows]
        names = [self._field(name).name for name in (*self.fields, *stamp)]
        try:
            self.model._default_manager.bulk_update(changed, names, batch_size=BATCH // 5)
        except IntegrityError as error:
            raise Refused(_("The database refused these lines: nothing was imported.")) from error

    def remove(self, pks: Collection[int]) -> None:
        try:
            for some in batches(pks):
                self.model._default_manager.filter(pk__in=some).delete()
        except (ProtectedError, RestrictedError) as error:
            raise Refused(_("Other records depend on what this import created.")) from error

    def _field(self, name: str) -> models.Field[Any, Any]:
        field = self.model._meta.get_field(name)
        assert isinstance(field, models.Field)  # noqa: S101  (a declaration is checked when it is first used)
        return field

    def _typed(self, fields: Mapping[str, Any]) -> Fields:
        return {name: self._field(name).to_python(fields[name]) for name in self.fields}

    def _rows(self, **chosen: Any) -> Iterator[dict[str, Any]]:
        return self.model._default_manager.filter(**chosen).values("pk", *self.fields).iterator()

    def _known(self, row: dict[str, Any]) -> Known:
        return Known(row.pop("pk"), self.plain(row))


def batches(items: Collection[Any]) -> Iterator[list[Any]]:
    """``items`` in lists that fit into one statement."""
    rest = iter(items)
    while some := list(islice(rest, BATCH)):
        yield some
