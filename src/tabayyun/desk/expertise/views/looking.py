"""A close look at a piece of evidence, and its comparison with a reference picture."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.forms import ReferenceForm, ViewForm
from tabayyun.desk.expertise.models import Evidence, Examination, Preview
from tabayyun.desk.expertise.operations import viewing
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("expertise.examine")
def look(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The preview with zoom and enhancement; what was seen is kept with the settings."""
    evidence = get_object_or_404(Evidence.objects.select_related("content"), pk=pk)
    form = ViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            viewing.keep_view(
                evidence=evidence,
                finding=form.finding,
                confidence=form.cleaned_data["confidence"],
                view=form.view,
                by=cast("User", request.user),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The examination is recorded."))
            return redirect("expertise:piece", pk)
    others = ReferenceForm(evidence=evidence)
    context = {
        "piece": evidence,
        "preview": Preview.objects.filter(evidence=evidence, veil__isnull=False).first(),
        "revealed": _revealed(request, evidence),
        "form": form,
        "reference": others if others.others.exists() else None,
    }
    return render(request, "expertise/look.html", context, status=422 if form.errors else 200)


@require_POST
@allowed("expertise.examine")
def beside(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Compare a piece with a reference, and keep the comparison."""
    evidence = get_object_or_404(Evidence.objects.select_related("content"), pk=pk)
    form = ReferenceForm(request.POST, evidence=evidence)
    if not form.is_valid():
        messages.error(request, _("Choose a reference among the evidence of this content."))
        return redirect("expertise:look", pk)
    try:
        kept = viewing.compare(
            evidence=evidence,
            reference=form.cleaned_data["reference"],
            by=cast("User", request.user),
            now=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("expertise:look", pk)
    return redirect("expertise:comparison", kept.pk)


@require_GET
@allowed("desk.read")
def comparison(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Both pictures over each other, with a slider between them."""
    kept = get_object_or_404(
        Examination.objects.filter(method="place.comparison").select_related("by", "content", "evidence"),
        pk=pk,
    )
    context = {
        "examination": kept,
        "piece": kept.evidence,
        "pictures": kept.illustrations.all(),
        "revealed": _revealed(request, cast("Evidence", kept.evidence)),
    }
    return render(request, "expertise/comparison.html", context)


def _revealed(request: HttpRequest, evidence: Evidence) -> frozenset[int | None]:
    return queries.revealed(user=cast("User", request.user), content=evidence.content, now=timezone.now())
