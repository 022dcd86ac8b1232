"""Forms made of the same columns as the spreadsheets, so that both take and refuse the same."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases import queries as cases
from tabayyun.desk.outreach import queries
from tabayyun.desk.outreach.models import Activity, Entry, Kind, Province, Region, School, Topic
from tabayyun.desk.outreach.operations.importing import (
    ACTIVITIES,
    LOOKED_UP,
    Directory,
    find_entries,
    given_of,
)
from tabayyun.desk.outreach.operations.importing.lookups import lookup
from tabayyun.desk.outreach.operations.rules import FIELDS, Places, complete
from tabayyun.kit.sheets.cells import Choice, Day, Whole
from tabayyun.kit.sheets.faults import Fault, Unfit
from tabayyun.kit.sheets.tables import Column

MOST_LISTED = 300
"""A directory of more entries is not offered as a list: one types the code or the name, as of a school."""
NOTHING = ("", "—")


class FilterForm(forms.Form):
    """What the list of activities shows."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    school_year = forms.ChoiceField(label=_("School year"), required=False)
    month = forms.CharField(
        label=_("Month"), required=False, widget=forms.TextInput(attrs={"type": "month", "dir": "ltr"})
    )

    def __init__(self, data: Any, *, regions: Iterable[Region]) -> None:
        super().__init__(data)
        every = ("", _("all"))
        offered: dict[str, list[tuple[Any, Any]]] = {
            "kind": Kind.choices,
            "region": [(region.code, region.local_name) for region in regions],
            "topic": Topic.choices,
            "school_year": [(year, year) for year in queries.school_years()],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above)
            field.choices = [every, *choices]

    def filters(self) -> queries.Filters:
        """The filters that hold; what nobody offers filters nothing."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if not queries.month_span(chosen.get("month", "")):
            chosen.pop("month", None)
        return queries.Filters(**chosen)


class _ColumnForm(forms.Form):
    """A form with one field a column; each field reads as the column does."""

    def __init__(self, columns: Iterable[Column], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.columns = {column.name: column for column in columns}
        self.given: dict[str, Any] = {}
        for name, column in self.columns.items():
            self.fields[name] = _field(column)

    def clean(self) -> dict[str, Any]:
        """What was typed, column by column; then what `resolve` makes of all of it."""
        typed = super().clean() or {}
        values = {}
        for name, column in self.columns.items():
            try:
                values[name] = column.parse(typed.get(name, ""))
            except Unfit as unfit:
                self._complain(unfit, name)
        for unknown in self.find(values):
            self._complain(unknown)
        if not self.errors:
            try:
                self.given = self.resolve(values)
            except Unfit as unfit:
                self._complain(unfit)
        return typed

    @abstractmethod
    def find(self, values: dict[str, Any]) -> list[Unfit]:
        """Look up what was typed, in place; everything that is in no directory."""

    @abstractmethod
    def resolve(self, values: dict[str, Any]) -> dict[str, Any]:
        """The fields of the record. Raises Unfit."""

    def _complain(self, unfit: Unfit, name: str = "") -> None:
        field = unfit.column or name
        self.add_error(field if field in self.fields else None, Fault.of(unfit).sentence)


class ActivityForm(_ColumnForm):
    """An activity of one kind."""

    def __init__(self, kind: Kind, data: Any = None, activity: Activity | None = None) -> None:
        self.kind = kind
        super().__init__(ACTIVITIES[kind].columns, data, _written(activity) if activity else None)

    def resolve(self, values: dict[str, Any]) -> dict[str, Any]:
        """Entries of the directories by their key; refused as an import would."""
        given = given_of(values)
        complete(self.kind, given, Places(), today=timezone.localdate())
        return given

    def find(self, values: dict[str, Any]) -> list[Unfit]:
        """Every entry that is in no directory."""
        return find_entries(
            values, {name: lookup(model) for name, model in LOOKED_UP.items() if name in values}
        )


class EntryForm(_ColumnForm):
    """A line of a directory."""

    def __init__(self, directory: Directory, data: Any = None, entry: Entry | None = None) -> None:
        self.directory = directory
        super().__init__(directory.table.columns, data, _line(directory, entry) if entry else None)

    def resolve(self, values: dict[str, Any]) -> dict[str, Any]:
        """As a line of a spreadsheet."""
        return self.directory.table.resolver()(values)

    def find(self, values: dict[str, Any]) -> list[Unfit]:
        """As a line of a spreadsheet."""
        return self.directory.table.finder()(values)


class RemoveForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))


def _field(column: Column) -> forms.Field:
    common: dict[str, Any] = {"label": str(column.label), "required": column.required}
    if isinstance(column.parse, Choice) and column.parse.choices:
        choices = [(str(value), label) for value, label in column.parse.choices.choices]
        return forms.ChoiceField(choices=[NOTHING, *choices], **common)
    if offered := _offered(column.name):
        return forms.ChoiceField(choices=[NOTHING, *offered], **common)
    return forms.CharField(widget=_widget(column), **common)


def _offered(name: str) -> list[tuple[str, str]]:
    """The entries of a directory that is short enough for a list, as (code, name)."""
    model = LOOKED_UP.get(name)
    if model is None or model is School:
        return []
    if not issubclass(model, Entry):
        return [(str(unit.pk), unit.local_name) for unit in cases.units(retired=True)]
    if model not in (Region, Province) and model._default_manager.count() > MOST_LISTED:
        return []
    offered = [(entry.code, entry.local_name) for entry in queries.entries(model)]
    return sorted(offered, key=lambda pair: pair[1])


def _widget(column: Column) -> forms.Widget:
    if isinstance(column.parse, Day):
        return forms.DateInput(attrs={"type": "date", "dir": "ltr"})
    if isinstance(column.parse, Whole):
        return forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"})
    if column.name == "notes":
        return forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.TextInput(attrs={"dir": "auto"})


def _written(activity: Activity) -> Mapping[str, Any]:
    """An activity as the form shows it: entries by their code."""
    written: dict[str, Any] = {}
    for name in FIELDS[Kind(activity.kind)]:
        value = getattr(activity, name)
        if name in LOOKED_UP and value is not None:
            entry = getattr(activity, name.removesuffix("_id"))
            value = entry.code if isinstance(entry, Entry) else str(entry.pk)
        written[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return written


def _line(directory: Directory, entry: Entry) -> Mapping[str, Any]:
    written = {column.name: getattr(entry, column.name) for column in directory.table.columns}
    if directory.parent and written[directory.parent] is not None:
        written[directory.parent] = getattr(entry, directory.parent.removesuffix("_id")).code
    return written
