"""All editions, and the page of one: what it holds and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tabayyun.desk.opendays import operations, queries
from tabayyun.desk.opendays.forms import EditionForm, ItemForm, PartnerForm, SlotForm
from tabayyun.desk.opendays.models import Edition
from tabayyun.desk.opendays.views.submitting import done, me
from tabayyun.kit.roles import allowed


@require_GET
@allowed("desk.read")
def editions(request: HttpRequest) -> HttpResponseBase:
    """Every edition, newest first."""
    return render(request, "opendays/list.html", {"editions": queries.editions()})


@require_GET
@allowed("desk.read")
def edition(request: HttpRequest, number: int) -> HttpResponseBase:
    """Everything about one edition."""
    return shown(request, number)


@require_http_methods(["GET", "POST"])
@allowed("opendays.manage")
def create(request: HttpRequest) -> HttpResponseBase:
    """Begin an edition."""
    form = EditionForm(request.POST or None)

    def operate() -> object:
        number = form.cleaned_data["number"]
        return operations.create(number=number, **form.values(), by=me(request), now=timezone.now())

    if request.method == "POST" and done(form, operate):
        return redirect("opendays:edition", form.cleaned_data["number"])
    return _form(request, form, None)


@require_http_methods(["GET", "POST"])
@allowed("opendays.manage")
def edit(request: HttpRequest, number: int) -> HttpResponseBase:
    """Change what is said of an edition."""
    found = find(number)
    form = EditionForm(request.POST) if request.method == "POST" else EditionForm.of(found)
    del form.fields["number"]

    def operate() -> object:
        return operations.edit(edition=found, **form.values(), by=me(request), now=timezone.now())

    if request.method == "POST" and done(form, operate):
        return redirect("opendays:edition", number)
    return _form(request, form, found)


@require_POST
@allowed("opendays.manage")
def publish(request: HttpRequest, number: int) -> HttpResponseBase:
    """Announce an edition."""
    operations.publish(edition=find(number), by=me(request), now=timezone.now())
    messages.success(request, _("The edition is announced: the public can register."))
    return redirect("opendays:edition", number)


@require_POST
@allowed("opendays.manage")
def close(request: HttpRequest, number: int) -> HttpResponseBase:
    """Say that an edition is over."""
    operations.close(edition=find(number), by=me(request), now=timezone.now())
    messages.success(request, _("The edition is over."))
    return redirect("opendays:edition", number)


def find(number: int) -> Edition:
    """The edition with that number, or 404."""
    return get_object_or_404(Edition, number=number)


def shown(request: HttpRequest, number: int, **refused: Form) -> HttpResponseBase:
    """The page; ``refused`` are the forms that come back, by the name of what they add."""
    found = find(number)
    blank: dict[str, Callable[..., Form]] = {"item": ItemForm, "partner": PartnerForm, "slot": SlotForm}
    context = {
        "edition": found,
        "slots": queries.slots(found),
        "attendance": queries.attendance(found),
        "forms": {name: form(auto_id=f"{name}_%s") for name, form in blank.items()} | refused,
        "refused": set(refused),
        "changeable": found.state != Edition.State.OVER,
    }
    return render(request, "opendays/edition.html", context, status=422 if refused else 200)


def _form(request: HttpRequest, form: EditionForm, found: Edition | None) -> HttpResponseBase:
    status = 422 if form.errors else 200
    return render(request, "opendays/edition_form.html", {"form": form, "edition": found}, status=status)
