"""The pages of an import, the same for every table: upload, columns, preview, result.

Mounted once, at ``/desk/imports/``; a room links to ``{% url 'sheets:new' 'its.table' %}``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import may
from tabayyun.kit.sheets import operations, queries, tables, writing
from tabayyun.kit.sheets.cells import text_of
from tabayyun.kit.sheets.checking import Bad
from tabayyun.kit.sheets.forms import ColumnsForm, LinesForm, UploadForm
from tabayyun.kit.sheets.headings import REASON, headings
from tabayyun.kit.sheets.models import Import
from tabayyun.kit.sheets.reading import Cell, Line, refuse_bytes
from tabayyun.kit.sheets.tables import Column, Table

PAGE = 50
SAMPLE = 3
View = Callable[..., HttpResponseBase]


def for_table(view: View) -> View:
    """``view(request, table, …)`` for those who may import into the table that the address names."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not tables.is_known(key):
            raise Http404
        about = tables.table(key)
        if not may(request.user, about.action):
            raise PermissionDenied
        return view(request, about, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "POST"])
@for_table
def new(request: HttpRequest, table: Table) -> HttpResponseBase:
    """Upload a file; below, the imports before it."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            refuse_bytes(file.size)
            made = operations.upload(
                table=table, name=file.name, data=file.read(), by=_me(request), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("sheets:columns", table.key, made.pk)
    page = Paginator(queries.imports(table.key), PAGE).get_page(request.GET.get("page"))
    context = {"table": table, "form": form, "page": page}
    return render(request, "sheets/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_table
def columns(request: HttpRequest, table: Table, number: int) -> HttpResponseBase:
    """Say which column is which."""
    source = _find(table, number)
    if not source.is_prepared:
        return redirect("sheets:show", table.key, number)
    grids = operations.grids_of(source)
    found = headings(grids[source.sheet], source.header)
    typed = request.POST if request.method == "POST" else None
    form = ColumnsForm(typed, table=table, source=source, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            operations.choose_columns(source=source, columns=form.columns)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("sheets:show", table.key, number)
    context = {
        "table": table,
        "source": source,
        "form": form,
        "lines": LinesForm(source=source, grids=grids),
    }
    return render(request, "sheets/columns.html", context, status=422 if form.errors else 200)


@require_POST
@for_table
def lines(request: HttpRequest, table: Table, number: int) -> HttpResponseBase:
    """Read another sheet, or other headings."""
    source = _find(table, number)
    form = LinesForm(request.POST, source=source, grids=operations.grids_of(source))
    if not form.is_valid():
        raise Refused(_first_error(form))
    operations.choose_lines(source=source, **form.cleaned_data)
    return redirect("sheets:columns", table.key, number)


@require_GET
@for_table
def show(request: HttpRequest, table: Table, number: int) -> HttpResponseBase:
    """Before the import: what it would do. Afterwards: what it did. Every bad line with its reasons."""
    source = _find(table, number)
    context: dict[str, Any] = {"table": table, "source": source}
    if source.is_prepared:
        if any(column.required and column.name not in source.columns for column in table.columns):
            return redirect("sheets:columns", table.key, number)
        checked = operations.checked_of(source)
        bad, context["counts"] = list(checked.bad), checked.counts
        context |= _sample(table, source, [row.line for row in checked.good[:SAMPLE]])
    else:
        bad = [Bad.of(kept) for kept in source.bad]
        names = ("created", "changed", "unchanged", "refused")
        context["counts"] = {name: getattr(source, name) for name in names}
    page = Paginator(bad, PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "rows": [(line, _reasons(table, source, line)) for line in page]}
    return render(request, "sheets/show.html", context)


@require_POST
@for_table
def carry_out(request: HttpRequest, table: Table, number: int) -> HttpResponseBase:
    """Import the good lines."""
    operations.carry_out(source=_find(table, number), by=_me(request), now=timezone.now())
    messages.success(request, _("The good lines are imported."))
    return redirect("sheets:show", table.key, number)


@require_POST
@for_table
def undo(request: HttpRequest, table: Table, number: int) -> HttpResponseBase:
    """Take the import back."""
    operations.undo(source=_find(table, number), by=_me(request), now=timezone.now())
    messages.success(request, _("The import is undone: everything is as it was before."))
    return redirect("sheets:show", table.key, number)


@require_POST
@for_table
def discard(request: HttpRequest, table: Table, number: int) -> HttpResponseBase:
    """Throw the file away."""
    operations.discard(source=_find(table, number), by=_me(request), now=timezone.now())
    return redirect("sheets:new", table.key)


@require_GET
@for_table
def refused(request: HttpRequest, table: Table, number: int) -> HttpResponseBase:
    """The bad lines as a spreadsheet that can be mended and imported: their cells, and the reason last."""
    source = _find(table, number)
    bad = operations.checked_of(source).bad if source.is_prepared else [Bad.of(kept) for kept in source.bad]
    found = headings(operations.grid_of(source), source.header)
    places = [heading.place for heading in found]
    rows = [
        (*(line.cells[place] if place < len(line.cells) else "" for place in places), _told(table, line))
        for line in bad
    ]
    heads = [*(heading.text for heading in found), REASON]
    return writing.answer(f"{table.key}-{source.pk}-refused", "xlsx", heads, rows)


@require_GET
@for_table
def template(request: HttpRequest, table: Table) -> HttpResponse:
    """An empty spreadsheet with the headings of the table, in the user's language."""
    return writing.answer(table.key, "xlsx", [column.label for column in table.columns], [])


def _find(table: Table, number: int) -> Import:
    return get_object_or_404(Import.objects.select_related("uploaded_by"), pk=number, table=table.key)


def _sample(table: Table, source: Import, good: Sequence[Line]) -> dict[str, Any]:
    """The first good lines as they were understood: dates and numbers read, the rest as written."""
    mapped = [
        (column, source.columns[column.name]) for column in table.columns if column.name in source.columns
    ]
    rows = [
        (line.number, [_understood(column, line.cell(place)) for column, place in mapped]) for line in good
    ]
    return {"sample_heads": [column.label for column, _place in mapped], "sample": rows}


def _understood(column: Column, cell: Cell) -> tuple[date | int | None, str]:
    value = column.parse(cell)
    return (value, "") if isinstance(value, date | int) else (None, text_of(cell))


def _reasons(table: Table, source: Import, line: Bad) -> list[tuple[str, str, str]]:
    """(label of the column, what stands in the cell, the reason) for each fault of a line."""
    told = []
    for fault in line.faults:
        label = str(table.column(fault.column).label) if fault.column else ""
        place = source.columns.get(fault.column, -1)
        cell = line.cells[place] if 0 <= place < len(line.cells) else ""
        told.append((label, cell, fault.shown))
    return told


def _told(table: Table, line: Bad) -> str:
    reasons = [
        _("%(column)s: %(reason)s") % {"column": table.column(fault.column).label, "reason": fault.sentence}
        if fault.column
        else fault.sentence
        for fault in line.faults
    ]
    return f"{line.number}: {' '.join(reasons)}"


def _first_error(form: Form) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
