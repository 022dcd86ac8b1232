"""Film support: the calendar of shoots, bookings, and the files of a request."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.forms import BookForm
from tabayyun.desk.mediadesk.models import Booking, Document, Shoot
from tabayyun.desk.mediadesk.views.page import shown
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done

FIRST_YEAR, LAST_YEAR = 2000, 2100


@require_GET
@allowed("desk.read")
def calendar(request: HttpRequest, year: int | None = None, month: int | None = None) -> HttpResponseBase:
    """The shoots of a month; this month when none is named."""
    today = timezone.localdate()
    if year is None or month is None:
        year, month = today.year, today.month
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):  # noqa: PLR2004
        raise Http404
    first = date(year, month, 1)
    weeks = queries.month(year, month, today)
    context = {
        "first": first,
        "weeks": weeks,
        "nothing": not any(day.shoots for week in weeks for day in week),
        "before": first - timedelta(days=1),
        "after": first + timedelta(days=31),
        "file": queries.calendar_link(cast("User", request.user)).address("ar"),
    }
    return render(request, "mediadesk/calendar.html", context)


@require_GET
def calendar_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The shoots as iCalendar, for a calendar program, which cannot log in: its address is signed."""
    if queries.calendar_reader(token) is None:
        raise Http404
    response = HttpResponse(
        queries.calendar_file(timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@allowed("mediadesk.work")
def call_off(request: HttpRequest, shoot_id: int) -> HttpResponseBase:
    """Call a shoot off."""
    shoot = get_object_or_404(Shoot.objects.select_related("request"), pk=shoot_id)
    operations.call_off(shoot=shoot, **_who(request))
    messages.success(request, _("The shoot is called off; what was booked for it is free again."))
    return redirect("mediadesk:request", shoot.request.reference)


@require_POST
@allowed("mediadesk.work")
def book(request: HttpRequest, shoot_id: int) -> HttpResponseBase:
    """Book something for a shoot."""
    shoot = get_object_or_404(Shoot.objects.select_related("request"), pk=shoot_id)
    form = BookForm(request.POST, auto_id="book_%s")

    def operate() -> object:
        return operations.book(shoot=shoot, **form.cleaned_data, **_who(request))

    if not done(form, operate):
        return shown(request, shoot.request.reference, {"book": form}, refused_shoot=shoot.pk)
    messages.success(request, _("It is booked."))
    return redirect("mediadesk:request", shoot.request.reference)


@require_POST
@allowed("mediadesk.work")
def release(request: HttpRequest, booking_id: int) -> HttpResponseBase:
    """Give something back."""
    booking = get_object_or_404(Booking.objects.select_related("shoot__request"), pk=booking_id)
    operations.release(booking=booking, **_who(request))
    return redirect("mediadesk:request", booking.shoot.request.reference)


@require_GET
@allowed("mediadesk.work")
def document(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """A file of a request, to be saved: nothing that was sent in is opened within our pages."""
    found = get_object_or_404(Document, pk=document_id)
    try:
        file = queries.opened_file(found)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, as_attachment=True, filename=found.name, content_type=found.kind)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": cast("User", request.user), "now": timezone.now()}
