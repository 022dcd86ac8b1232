"""Every report, and a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.forms import BeginForm
from tabayyun.desk.report.views.asked import person
from tabayyun.kit.roles import allowed, may


@require_http_methods(["GET", "POST"])
@allowed("desk.read")
def reports(request: HttpRequest) -> HttpResponseBase:
    """The years with their chapters; who may write begins another one."""
    form = BeginForm(request.POST or None, initial={"year": timezone.localdate().year - 1})
    if may(request.user, "report.write") and form.is_valid():
        operations.begin(year=form.cleaned_data["year"], by=person(request), now=timezone.now())
        return redirect("report:list")
    return render(request, "report/list.html", {"reports": queries.listed(), "form": form})
