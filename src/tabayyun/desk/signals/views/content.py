"""One content: its text, its copies, why it is here and what it resembles."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tabayyun.desk.signals import queries
from tabayyun.desk.signals.forms import DISMISSAL_REASONS
from tabayyun.desk.signals.queries.queue import ALL
from tabayyun.kit.roles import allowed, may

COPIES_ON_A_PAGE = 30


@require_GET
@allowed("desk.read")
def content(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    every = queries.queue(queries.Filters(state=ALL))
    found = get_object_or_404(every.select_related("first_post__source"), pk=pk)
    copies = Paginator(queries.copies_of(found), COPIES_ON_A_PAGE)
    context = {
        "content": found,
        "row": queries.rows([found], now)[0],
        "chart": queries.chart(found),
        "spread": queries.spread_in_words(found, now),
        "page": copies.get_page(request.GET.get("page")),
        "near": queries.near_claims(found),
        "decides": may(request.user, "signals.decide"),
        "dismissal_reasons": DISMISSAL_REASONS,
    }
    return render(request, "signals/content.html", context)
