"""The queue page."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tabayyun.desk.signals import queries
from tabayyun.desk.signals.forms import DISMISSAL_REASONS, QueueFilter
from tabayyun.desk.signals.queries.queue import SHOWN_ON_A_PAGE
from tabayyun.desk.watch.models import Source
from tabayyun.kit.roles import allowed, may


@require_GET
@allowed("desk.read")
def queue(request: HttpRequest) -> HttpResponse:
    """Contents by rank; for htmx, the list alone."""
    now = timezone.now()
    form = filter_form(request)
    revision = queries.latest_revision()  # read before the rows: a change in between is sent again
    found = queries.queue(form.filters(now))
    page = Paginator(found, SHOWN_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": queries.rows(page.object_list, now),
        "revision": revision,
        "live": page.number == 1,
        "problem": queries.matching_problem(),
        "decides": may(request.user, "signals.decide"),
        "dismissal_reasons": DISMISSAL_REASONS,
    }
    partial = request.headers.get("HX-Request") == "true"
    return render(request, "signals/_list.html" if partial else "signals/queue.html", context)


def filter_form(request: HttpRequest) -> QueueFilter:
    """The filters in the address."""
    sources = list(Source.objects.order_by("name").values_list("slug", "name"))
    return QueueFilter(request.GET, sources=sources)


def filters_of(request: HttpRequest, now: datetime) -> queries.Filters:
    """The same, as `queries.queue` takes them."""
    return filter_form(request).filters(now)
