"""The coverage log."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.forms import CoverageForm
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done

PAGE = 50


@require_GET
@allowed("desk.read")
def coverage(request: HttpRequest) -> HttpResponseBase:
    """What came out of it, newest first."""
    words = " ".join(request.GET.get("q", "").split())[:200]
    page = Paginator(queries.coverage(words=words), PAGE).get_page(request.GET.get("page"))
    return render(request, "mediadesk/coverage.html", {"page": page, "words": words})


@require_http_methods(["GET", "POST"])
@allowed("mediadesk.work")
def record(request: HttpRequest) -> HttpResponseBase:
    """Log one piece."""
    initial = {"reference": request.GET.get("request", ""), "published_on": timezone.localdate()}
    form = CoverageForm(request.POST or None, initial=initial)

    def operate() -> object:
        asked, by = form.cleaned_data["reference"], cast("User", request.user)
        return operations.record_coverage(piece=form.piece, request=asked, by=by, now=timezone.now())

    if request.method == "POST" and done(form, operate):
        messages.success(request, _("The piece is in the log."))
        return redirect("mediadesk:coverage")
    return render(request, "mediadesk/coverage_new.html", {"form": form}, status=422 if form.errors else 200)
