"""All requests, with until when an answer is due."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import Mailbox, MediaRequest
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed

PAGE = 50
LATELY = timedelta(days=90)


@require_GET
@allowed("desk.read")
def requests(request: HttpRequest) -> HttpResponseBase:
    """The requests, next deadline first, filtered by state, kind and assignee."""
    now = timezone.now()
    which, kind = request.GET.get("which", "open"), request.GET.get("kind", "")
    mine = request.GET.get("mine") == "yes"
    found = queries.requests(
        now=now,
        which=which if which in queries.FILTERS else "open",
        kind=kind if kind in MediaRequest.Kind.values else "",
        assignee=cast("User", request.user) if mine else None,
    )
    figures = queries.figures(now - LATELY, now + timedelta(seconds=1))
    names = {ground.code: ground.local_name for ground in queries.grounds(retired=True)}
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "now": now,
        "figures": figures,
        "held_back": [(names[code], many) for code, many in figures.held_back.items()],
        "days": LATELY.days,
        "waiting_mail": queries.triage().count(),
        "mailbox": Mailbox.objects.filter(pk=1).first(),
        "filters": queries.FILTERS,
        "kinds": MediaRequest.Kind.choices,
        "chosen": {"which": which, "kind": kind, "mine": mine},
    }
    return render(request, "mediadesk/list.html", context)
