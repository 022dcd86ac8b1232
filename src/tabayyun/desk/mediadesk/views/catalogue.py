"""What administrators keep: the legal grounds, and what can be lent for filming."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.forms import GroundForm, ResourceForm
from tabayyun.desk.mediadesk.models import Resource, Restriction
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done


@require_GET
@allowed("desk.read")
def grounds(request: HttpRequest) -> HttpResponseBase:
    """The catalogue of legal grounds."""
    return render(request, "mediadesk/grounds.html", {"grounds": queries.grounds(retired=True)})


@require_http_methods(["GET", "POST"])
@allowed("mediadesk.grounds")
def add_ground(request: HttpRequest) -> HttpResponseBase:
    """Add a ground."""
    form = GroundForm(request.POST or None)
    del form.fields["retired"]

    def operate() -> object:
        return operations.add_ground(ground=form.ground, **_who(request))

    if request.method == "POST" and done(form, operate):
        return redirect("mediadesk:grounds")
    return _ground(request, form, None)


@require_http_methods(["GET", "POST"])
@allowed("mediadesk.grounds")
def edit_ground(request: HttpRequest, code: str) -> HttpResponseBase:
    """Word a ground anew, or use it no more."""
    ground = get_object_or_404(Restriction, code=code)
    form = GroundForm({**request.POST.dict(), "code": code}) if request.POST else GroundForm.of(ground)
    form.fields["code"].disabled = True
    form.fields["code"].initial = code

    def operate() -> None:
        retired = form.cleaned_data["retired"]
        operations.edit_ground(restriction=ground, ground=form.ground, retired=retired, **_who(request))

    if request.method == "POST" and done(form, operate):
        return redirect("mediadesk:grounds")
    return _ground(request, form, ground)


@require_GET
@allowed("desk.read")
def resources(request: HttpRequest) -> HttpResponseBase:
    """What can be lent."""
    return render(request, "mediadesk/resources.html", {"resources": queries.resources(retired=True)})


@require_http_methods(["GET", "POST"])
@allowed("mediadesk.work")
def add_resource(request: HttpRequest) -> HttpResponseBase:
    """Add something that can be lent."""
    form = ResourceForm(request.POST or None)
    del form.fields["retired"]
    return _resource(request, form, None)


@require_http_methods(["GET", "POST"])
@allowed("mediadesk.work")
def edit_resource(request: HttpRequest, resource_id: int) -> HttpResponseBase:
    """Change it, or lend it no more."""
    resource = get_object_or_404(Resource, pk=resource_id)
    form = ResourceForm(request.POST) if request.method == "POST" else ResourceForm.of(resource)
    return _resource(request, form, resource)


def _resource(request: HttpRequest, form: ResourceForm, resource: Resource | None) -> HttpResponseBase:
    def operate() -> object:
        typed = form.cleaned_data
        return operations.save_resource(
            resource=resource,
            kind=typed["kind"],
            name=form.words("name"),
            capacity=typed["capacity"],
            retired=typed.get("retired", False),
            **_who(request),
        )

    if request.method == "POST" and done(form, operate):
        return redirect("mediadesk:resources")
    context = {"form": form, "resource": resource}
    return render(request, "mediadesk/resource.html", context, status=422 if form.errors else 200)


def _ground(request: HttpRequest, form: GroundForm, ground: Restriction | None) -> HttpResponseBase:
    context = {"form": form, "ground": ground}
    return render(request, "mediadesk/ground.html", context, status=422 if form.errors else 200)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": cast("User", request.user), "now": timezone.now()}
