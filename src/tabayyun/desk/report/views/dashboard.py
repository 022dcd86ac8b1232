"""How the whole house stands: one page for the director."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tabayyun.desk.report import queries
from tabayyun.kit.roles import allowed


@require_GET
@allowed("desk.read")
def dashboard(request: HttpRequest) -> HttpResponseBase:
    """Every figure leads to its rows."""
    now = timezone.now()
    return render(request, "report/dashboard.html", {"dashboard": queries.dashboard(now), "now": now})
