"""What an edition holds: its programme, partners and slots."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tabayyun.desk.opendays import operations
from tabayyun.desk.opendays.forms import CapacityForm, ItemForm, PartnerForm, SlotForm
from tabayyun.desk.opendays.models import Partner, ProgrammeItem, Slot
from tabayyun.desk.opendays.views.editions import find, shown
from tabayyun.desk.opendays.views.submitting import done, me
from tabayyun.kit.errors import Refused
from tabayyun.kit.roles import allowed


@require_POST
@allowed("opendays.manage")
def add_item(request: HttpRequest, number: int) -> HttpResponseBase:
    """Put something on the programme."""
    return _add(request, number, "item", ItemForm(request.POST, auto_id="item_%s"), operations.add_item)


@require_POST
@allowed("opendays.manage")
def add_partner(request: HttpRequest, number: int) -> HttpResponseBase:
    """Name a partner."""
    form = PartnerForm(request.POST, auto_id="partner_%s")
    return _add(request, number, "partner", form, operations.add_partner)


@require_POST
@allowed("opendays.manage")
def add_slot(request: HttpRequest, number: int) -> HttpResponseBase:
    """Open a time."""
    return _add(request, number, "slot", SlotForm(request.POST, auto_id="slot_%s"), operations.add_slot)


@require_http_methods(["GET", "POST"])
@allowed("opendays.manage")
def edit_item(request: HttpRequest, number: int, item_id: int) -> HttpResponseBase:
    """Correct something on the programme."""
    item = get_object_or_404(ProgrammeItem, pk=item_id, edition__number=number)
    form = ItemForm(request.POST) if request.method == "POST" else ItemForm.of(item)

    def operate() -> object:
        return operations.edit_item(item=item, **form.values(), by=me(request), now=timezone.now())

    if request.method == "POST" and done(form, operate):
        return redirect("opendays:edition", number)
    status = 422 if form.errors else 200
    context = {"form": form, "edition": item.edition}
    return render(request, "opendays/edition_form.html", context, status=status)


@require_POST
@allowed("opendays.manage")
def remove_item(request: HttpRequest, number: int, item_id: int) -> HttpResponseBase:
    """Take something off the programme."""
    item = get_object_or_404(ProgrammeItem, pk=item_id, edition__number=number)
    operations.remove_item(item=item, by=me(request), now=timezone.now())
    return redirect("opendays:edition", number)


@require_POST
@allowed("opendays.manage")
def remove_partner(request: HttpRequest, number: int, partner_id: int) -> HttpResponseBase:
    """No longer name a partner."""
    partner = get_object_or_404(Partner, pk=partner_id, edition__number=number)
    operations.remove_partner(partner=partner, by=me(request), now=timezone.now())
    return redirect("opendays:edition", number)


@require_POST
@allowed("opendays.manage")
def remove_slot(request: HttpRequest, number: int, slot_id: int) -> HttpResponseBase:
    """Close a time for which nobody registered."""
    slot = get_object_or_404(Slot, pk=slot_id, edition__number=number)
    operations.remove_slot(slot=slot, by=me(request), now=timezone.now())
    return redirect("opendays:edition", number)


@require_POST
@allowed("opendays.manage")
def capacity(request: HttpRequest, number: int, slot_id: int) -> HttpResponseBase:
    """Give a time more or fewer places."""
    slot = get_object_or_404(Slot, pk=slot_id, edition__number=number)
    form = CapacityForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(message) for errors in form.errors.values() for message in errors))
    operations.change_capacity(
        slot=slot, capacity=form.cleaned_data["capacity"], by=me(request), now=timezone.now()
    )
    messages.success(request, _("The number of places has changed."))
    return redirect("opendays:edition", number)


def _add(request: HttpRequest, number: int, name: str, form: Any, operation: Any) -> HttpResponseBase:
    """Do ``operation`` with what ``form`` holds, and go back to the page; or show what is wrong there."""
    edition = find(number)

    def operate() -> object:
        return operation(edition=edition, **form.values(), by=me(request), now=timezone.now())

    given: Form = form
    if not done(given, operate):
        return shown(request, number, **{name: given})
    return redirect("opendays:edition", number)
