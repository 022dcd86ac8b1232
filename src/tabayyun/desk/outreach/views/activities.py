"""One activity: read, recorded, corrected, taken out."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tabayyun.desk.outreach import operations, queries
from tabayyun.desk.outreach.forms import ActivityForm, RemoveForm
from tabayyun.desk.outreach.models import Activity, Kind
from tabayyun.desk.outreach.operations.importing import ACTIVITIES
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.sheets import queries as sheets
from tabayyun.kit.submitting import done


@require_GET
@allowed("desk.read")
def activity(request: HttpRequest, number: int) -> HttpResponseBase:
    """Everything about one activity, and where it came from."""
    return _shown(request, _find(number), RemoveForm())


@require_http_methods(["GET", "POST"])
@allowed("outreach.record")
def new(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Record an activity of a kind."""
    about = _kind(kind)
    form = ActivityForm(about, request.POST if request.method == "POST" else None)
    made: list[Activity] = []

    def operate() -> None:
        made.append(operations.record(kind=about, by=_me(request), now=timezone.now(), **form.given))

    if request.method == "POST" and done(form, operate):
        messages.success(request, _("The activity is recorded."))
        return redirect("outreach:activity", made[0].pk)
    return _form(request, form, about, None)


@require_http_methods(["GET", "POST"])
@allowed("outreach.record")
def edit(request: HttpRequest, number: int) -> HttpResponseBase:
    """Correct an activity."""
    found = _find(number)
    about = _kind(found.kind)
    form = ActivityForm(about, request.POST if request.method == "POST" else None, activity=found)

    def operate() -> None:
        operations.edit(activity=found, by=_me(request), now=timezone.now(), **form.given)

    if request.method == "POST" and done(form, operate):
        messages.success(request, _("The activity is corrected."))
        return redirect("outreach:activity", number)
    return _form(request, form, about, found)


@require_POST
@allowed("outreach.record")
def remove(request: HttpRequest, number: int) -> HttpResponseBase:
    """Take an activity out, with a reason."""
    found, form = _find(number), RemoveForm(request.POST)

    def operate() -> None:
        reason = form.cleaned_data["reason"]
        operations.remove(activity=found, reason=reason, by=_me(request), now=timezone.now())

    if not done(form, operate):
        return _shown(request, found, form)
    messages.success(request, _("The activity is taken out."))
    return redirect("outreach:list")


def _find(number: int) -> Activity:
    return get_object_or_404(queries.by_id(), pk=number)


def _kind(name: str) -> Kind:
    """A kind that is recorded here: Open Days are the business of another room."""
    if name not in {kind.value for kind in ACTIVITIES}:
        raise Http404
    return Kind(name)


def _form(request: HttpRequest, form: ActivityForm, kind: Kind, found: Activity | None) -> HttpResponseBase:
    context = {"form": form, "kind": kind, "activity": found}
    return render(request, "outreach/form.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, found: Activity, form: RemoveForm) -> HttpResponseBase:
    kind = Kind(found.kind)
    context = {
        "activity": found,
        "origin": sheets.origin(f"outreach.{kind.value}", found.pk),
        "recorded_here": kind in ACTIVITIES,
        "form": form,
    }
    return render(request, "outreach/activity.html", context, status=422 if form.errors else 200)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
