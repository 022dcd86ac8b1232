"""Field units and partners."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tabayyun.desk.cases import operations, queries
from tabayyun.desk.cases.forms import UnitForm
from tabayyun.desk.cases.models import Unit
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done

FIELDS = ["email", "escalation_email", "language"]


@require_GET
@allowed("cases.units")
def units(request: HttpRequest) -> HttpResponseBase:
    """All units."""
    return render(request, "cases/units.html", {"units": queries.units(retired=True)})


@require_http_methods(["GET", "POST"])
@allowed("cases.units")
def add(request: HttpRequest) -> HttpResponseBase:
    """Add a unit."""
    form = UnitForm(request.POST or None)

    def operate() -> object:
        return operations.add_unit(**_values(request, form))

    if request.method == "POST" and done(form, operate):
        return redirect("cases:units")
    return _shown(request, form, None)


@require_http_methods(["GET", "POST"])
@allowed("cases.units")
def edit(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """Change a unit, or stop asking it."""
    unit = get_object_or_404(Unit, pk=unit_id)
    form = UnitForm(request.POST) if request.method == "POST" else UnitForm.of(unit)

    def operate() -> object:
        values = _values(request, form)
        return operations.edit_unit(unit=unit, retired=form.cleaned_data["retired"], **values)

    if request.method == "POST" and done(form, operate):
        return redirect("cases:units")
    return _shown(request, form, unit)


def _values(request: HttpRequest, form: UnitForm) -> dict[str, Any]:
    values = {name: form.cleaned_data[name] for name in FIELDS}
    return {**values, "name": form.name, "by": cast("User", request.user), "now": timezone.now()}


def _shown(request: HttpRequest, form: UnitForm, unit: Unit | None) -> HttpResponseBase:
    if unit is None:
        del form.fields["retired"]
    status = 422 if form.errors else 200
    return render(request, "cases/unit.html", {"form": form, "unit": unit}, status=status)
