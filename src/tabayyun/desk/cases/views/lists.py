"""All cases, with how long the public waits."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tabayyun.desk.cases import queries
from tabayyun.desk.signals.models import Verdict
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed

PAGE = 50


@require_GET
@allowed("desk.read")
def cases(request: HttpRequest) -> HttpResponseBase:
    """The cases, next deadline first, filtered by state, assignee and verdict."""
    now, chosen = timezone.now(), _chosen(request)
    mine = cast("User", request.user) if chosen["mine"] else None
    found = queries.cases(now=now, which=chosen["which"], assignee=mine, verdict=chosen["verdict"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(case, queries.next_target(case, now)) for case in page],
        "figures": queries.figures(now),
        "filters": queries.FILTERS,
        "verdicts": Verdict.choices,
        "chosen": chosen,
    }
    return render(request, "cases/list.html", context)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The filters as asked for; a value nobody offers counts as not asked."""
    which, verdict = request.GET.get("which", ""), request.GET.get("verdict", "")
    return {
        "which": which if which in queries.FILTERS else "open",
        "mine": "yes" if request.GET.get("mine") else "",
        "verdict": verdict if verdict in Verdict.values else "",
    }
