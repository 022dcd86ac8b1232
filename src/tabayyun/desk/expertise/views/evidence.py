"""Evidence on a content: receive, open, hold, erase, export; and who had each piece."""

from __future__ import annotations

from collections.abc import Callable
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import cast

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.forms import CaptureForm, PurposeForm, ReasonForm, UploadForm
from tabayyun.desk.expertise.models import Evidence
from tabayyun.desk.signals.models import Content
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed


def panel(request: HttpRequest, content: Model) -> SafeString:
    """The evidence on ``content``, with the form to add a piece."""
    found = queries.evidence_of(cast("Content", content))
    context = {
        "content": content,
        "pieces": found,
        "captures": queries.unkept_captures(cast("Content", content)),
        "form": UploadForm(auto_id="evidence_%s"),
        "address": CaptureForm(auto_id="capture_%s"),
    }
    return render_to_string("expertise/evidence_panel.html", context, request)


@require_POST
@allowed("expertise.examine")
def receive(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """Keep an uploaded file."""
    content = get_object_or_404(Content, pk=content_id)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            piece = operations.receive(
                content=content,
                data=given.file,
                name=given.name,
                origin=Evidence.Origin.UPLOAD,
                source_url=form.cleaned_data["source_url"],
                by=_me(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The file is kept as evidence."))
            return redirect("expertise:piece", piece.pk)
    context = {"content": content, "form": form, "address": CaptureForm(auto_id="capture_%s")}
    return render(request, "expertise/evidence_add.html", context, status=422)


@require_GET
@allowed("desk.read")
def piece(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One piece: its digests, and who had it."""
    return _page(request, get_object_or_404(Evidence, pk=pk))


@require_POST
@allowed("expertise.examine")
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, after it is noted who takes a copy and what for. Always a download: nothing in it runs."""
    evidence, form = get_object_or_404(Evidence, pk=pk), PurposeForm(request.POST)
    if not form.is_valid():
        return _page(request, evidence, form, status=422)
    copy = TemporaryFile()  # noqa: SIM115  (the answer closes it)
    purpose = form.cleaned_data["purpose"]
    opened = operations.opened(
        evidence=evidence, by=_me(request), purpose=purpose, now=timezone.now(), copied=True
    )
    with opened as path, path.open("rb") as file:
        copyfileobj(file, copy)
    copy.seek(0)
    answer = FileResponse(
        copy, as_attachment=True, filename=evidence.name, content_type="application/octet-stream"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@allowed("expertise.examine")
def examine(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Have the examiners look at a piece; their findings follow on its page."""
    evidence = get_object_or_404(Evidence, pk=pk)
    try:
        operations.examine_soon(evidence=evidence, by=_me(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("The examiners are at work: open this page again in a moment."))
    return redirect("expertise:piece", pk)


@require_POST
@allowed("evidence.hold")
def hold(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put a piece under legal hold, or release it."""
    release = request.POST.get("do") == "release"
    return _decide(request, pk, operations.release if release else operations.hold)


@require_POST
@allowed("evidence.erase")
def erase(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Erase a piece where the law demands it."""
    return _decide(request, pk, operations.erase)


@require_POST
@allowed("expertise.examine")
def export(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """All evidence on a content in one file that a stranger can check."""
    content = get_object_or_404(Content, pk=content_id)
    reference = f"content-{content.pk}"
    target = TemporaryFile()  # noqa: SIM115  (the answer closes it)
    operations.export(
        content=content,
        reference=reference,
        lang=get_language() or "ar",
        target=target,
        by=_me(request),
        now=timezone.now(),
    )
    target.seek(0)
    return FileResponse(
        target, as_attachment=True, filename=f"{reference}.zip", content_type="application/zip"
    )


def _decide(request: HttpRequest, pk: int, operate: Callable[..., None]) -> HttpResponseBase:
    evidence, form = get_object_or_404(Evidence, pk=pk), ReasonForm(request.POST)
    if form.is_valid():
        try:
            operate(
                evidence=evidence, reason=form.cleaned_data["reason"], by=_me(request), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("expertise:piece", pk)
    return _page(request, evidence, form, status=422)


def _page(
    request: HttpRequest, evidence: Evidence, form: Form | None = None, status: int = 200
) -> HttpResponseBase:
    context = {
        "piece": evidence,
        "captures": evidence.captures.select_related("requested_by").prefetch_related("pieces"),
        "examinations": queries.of(evidence.content).filter(evidence=evidence),
        "revealed": queries.revealed(user=_me(request), content=evidence.content, now=timezone.now()),
        "custody": queries.custody_of(evidence),
        "whole": queries.custody_is_whole(evidence),
        "purpose": form if isinstance(form, PurposeForm) else PurposeForm(),
        "reason": form if isinstance(form, ReasonForm) else ReasonForm(),
    }
    return render(request, "expertise/evidence.html", context, status=status)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
