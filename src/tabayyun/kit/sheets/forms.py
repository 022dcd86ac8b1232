"""A file, and which of its columns is which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tabayyun.kit.sheets.cells import shortened
from tabayyun.kit.sheets.headings import Heading
from tabayyun.kit.sheets.models import Import
from tabayyun.kit.sheets.reading import Grid, limits
from tabayyun.kit.sheets.tables import Table

PREFIX = "column_"


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("An .xlsx or .csv file, as you keep it: headings may be in Arabic, French or English."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )


class LinesForm(forms.Form):
    """Which sheet is read, and which line holds the headings."""

    sheet = forms.TypedChoiceField(label=_("Sheet"), coerce=int)
    header = forms.IntegerField(
        label=_("Line of the headings"),
        min_value=0,
        max_value=limits.ROWS,
        help_text=_("0 when the file has no headings."),
        widget=forms.NumberInput(attrs={"dir": "ltr"}),
    )

    def __init__(self, data: Any = None, *, source: Import, grids: list[Grid]) -> None:
        super().__init__(data, initial={"sheet": source.sheet, "header": source.header})
        sheets = self.fields["sheet"]
        assert isinstance(sheets, forms.ChoiceField)  # noqa: S101  (declared above)
        sheets.choices = [(place, grid.name) for place, grid in enumerate(grids)]
        if len(grids) == 1:
            sheets.widget = forms.HiddenInput()


class ColumnsForm(forms.Form):
    """For each column of the table, one of the file."""

    def __init__(self, data: Any = None, *, table: Table, source: Import, found: list[Heading]) -> None:
        super().__init__(data)
        choices = [("", _("not in this file")), *((str(one.place), _said(one)) for one in found)]
        for column in table.columns:
            self.fields[PREFIX + column.name] = forms.ChoiceField(
                label=str(column.label),
                choices=choices,
                required=column.required,
                initial=str(source.columns.get(column.name, "")),
            )

    @property
    def columns(self) -> dict[str, int]:
        """Column name → place, as chosen."""
        chosen = self.cleaned_data.items()
        return {name.removeprefix(PREFIX): int(place) for name, place in chosen if place}


def _said(one: Heading) -> str:
    """«B · التاريخ (25/03/2022)»"""
    example = f" ({shortened(one.example)})" if one.example else ""
    return f"{one.letter} · {shortened(one.text)}{example}"
