"""Who registered: for those who organise, because names stand here."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.opendays import operations, queries
from tabayyun.desk.opendays.models import Registration
from tabayyun.desk.opendays.views.editions import find
from tabayyun.desk.opendays.views.submitting import me
from tabayyun.kit.roles import allowed

PAGE = 50


@require_GET
@allowed("opendays.manage")
def registrations(request: HttpRequest, number: int) -> HttpResponseBase:
    """The registrations of one edition, filtered by state and slot."""
    edition = find(number)
    state, slot = request.GET.get("state", ""), request.GET.get("slot", "")
    chosen = int(slot) if slot.isdecimal() and len(slot) < 10 else None  # noqa: PLR2004  (fits the database)
    found = queries.registrations(edition, state=state, slot=chosen)
    context = {
        "edition": edition,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "slots": queries.slots(edition),
        "states": [(one.value, one.label) for one in queries.FILTERS],
        "chosen": {"state": state, "slot": chosen},
    }
    return render(request, "opendays/registrations.html", context)


@require_POST
@allowed("opendays.manage")
def cancel(request: HttpRequest, number: int, registration_id: int) -> HttpResponseBase:
    """Cancel for somebody who asks the desk to."""
    registration = get_object_or_404(Registration, pk=registration_id, slot__edition__number=number)
    operations.cancel(registration=registration, by=me(request), now=timezone.now())
    messages.success(request, _("The registration is cancelled."))
    return redirect("opendays:registrations", number)
