"""One line of a directory."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tabayyun.desk.outreach import operations
from tabayyun.desk.outreach.forms import EntryForm
from tabayyun.desk.outreach.models import Entry
from tabayyun.desk.outreach.operations.importing import DIRECTORIES
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done


@require_http_methods(["GET", "POST"])
@allowed("outreach.record")
def entry(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
    """Add a line, or change the one with that number."""
    directory = DIRECTORIES.get(slug)
    if directory is None:
        raise Http404
    line: Entry | None = None
    if number is not None:
        line = get_object_or_404(directory.model._default_manager.all(), pk=number)
    form = EntryForm(directory, request.POST if request.method == "POST" else None, entry=line)

    def operate() -> None:
        by, now = cast("User", request.user), timezone.now()
        operations.save_entry(directory=directory, entry=line, fields=form.given, by=by, now=now)

    if request.method == "POST" and done(form, operate):
        return redirect("outreach:directory", slug)
    context = {"form": form, "directory": directory, "entry": line}
    return render(request, "outreach/entry.html", context, status=422 if form.errors else 200)
