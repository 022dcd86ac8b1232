"""Order a capture, and follow it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.expertise import operations
from tabayyun.desk.expertise.forms import CaptureForm, UploadForm
from tabayyun.desk.expertise.models import Capture
from tabayyun.desk.signals.models import Content
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed


@require_POST
@allowed("expertise.examine")
def order(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """Have what is at an address kept; the page that follows shows how far it is."""
    content = get_object_or_404(Content, pk=content_id)
    form = CaptureForm(request.POST)
    if form.is_valid():
        url, by = form.cleaned_data["url"], cast("User", request.user)
        try:
            ordered = operations.capture(content=content, url=url, by=by, now=timezone.now())
        except Refused as refusal:
            form.add_error("url", str(refusal))
        else:
            return redirect("expertise:capture", ordered.pk)
    context = {"content": content, "form": UploadForm(), "address": form}
    return render(request, "expertise/evidence_add.html", context, status=422)


@require_GET
@allowed("desk.read")
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One capture: how far it is, what it came to, its pieces. For htmx, which asks again, no more."""
    found = get_object_or_404(Capture.objects.select_related("content", "requested_by"), pk=pk)
    context = {
        "capture": found,
        "pieces": found.pieces.order_by("id"),
        "address": CaptureForm({"url": found.url}),
    }
    partial = request.headers.get("HX-Request") == "true"
    return render(request, "expertise/capture_body.html" if partial else "expertise/capture.html", context)
