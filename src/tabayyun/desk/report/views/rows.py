"""The rows behind a number, live: what the desk sees of what the public sees added up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tabayyun.desk.report import queries
from tabayyun.desk.report.figures import REGISTER, Period
from tabayyun.kit.roles import allowed

PAGE = 50


@require_GET
@allowed("desk.read")
def rows(request: HttpRequest, key: str) -> HttpResponseBase:
    """One figure between two days (``from``, ``to``), or ``only`` one group of it, with every row."""
    if key not in REGISTER:
        raise Http404
    figure = REGISTER[key].over(_period(request))
    only = request.GET.get("only", "").replace("\0", "")[:100]
    records = queries.readable(figure, only)
    page = Paginator(records, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "figure": figure,
        "only": queries.group_name(figure, only),
        "page": page,
        "rows": queries.opened(figure, page),
    }
    return render(request, "report/rows.html", context)


def _period(request: HttpRequest) -> Period:
    """The days asked for; this year until today where they are no days, or in the wrong order."""
    today = timezone.localdate()
    try:
        start, end = (date.fromisoformat(request.GET.get(name, "")) for name in ("from", "to"))
    except ValueError:
        return Period(today.replace(month=1, day=1), today)
    return Period(start, end) if start <= end else Period(end, start)
