"""The block of examinations below a content, the form, and the list of all."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.forms import ExaminationForm
from tabayyun.desk.signals.models import Content
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed

PAGE = 50


def panel(request: HttpRequest, content: Model) -> SafeString:
    """The examinations of ``content`` with the form to add one; shown where contents are shown."""
    subject, me = cast("Content", content), cast("User", request.user)
    context = {
        "content": content,
        "examinations": queries.of(subject),
        "revealed": queries.revealed(user=me, content=subject, now=timezone.now()),
        "form": ExaminationForm(auto_id="examination_%s"),
    }
    return render_to_string("expertise/panel.html", context, request)


@require_GET
@allowed("desk.read")
def recent(request: HttpRequest) -> HttpResponseBase:
    """Every examination, newest first."""
    page = Paginator(queries.recent(), PAGE).get_page(request.GET.get("page"))
    return render(request, "expertise/list.html", {"page": page})


@require_POST
@allowed("expertise.examine")
def record(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """Keep an examination; a form that is not right comes back with what was typed."""
    content = get_object_or_404(Content, pk=content_id)
    form = ExaminationForm(request.POST)
    if form.is_valid() and _recorded(form, content, cast("User", request.user)):
        messages.success(request, _("The examination is recorded."))
        return _back(request)
    context = {"content": content, "form": form, "next": request.POST.get("next", "")}
    return render(request, "expertise/record.html", context, status=422)


@require_POST
@allowed("expertise.examine")
def run(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """Run the installed examiners on a content."""
    content = get_object_or_404(Content, pk=content_id)
    kept = operations.run_examiners(content=content, by=cast("User", request.user), now=timezone.now())
    if kept:
        messages.success(
            request, ngettext("%(n)s new finding.", "%(n)s new findings.", len(kept)) % {"n": len(kept)}
        )
    else:
        messages.info(request, _("The examiners found nothing new."))
    return _back(request)


def _recorded(form: ExaminationForm, content: Content, user: User) -> bool:
    data = form.cleaned_data
    try:
        operations.record(
            content=content,
            method=data["method"],
            finding=form.finding,
            confidence=data["confidence"],
            limits=data["limits"],
            link=data["link"],
            by=user,
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _back(request: HttpRequest) -> HttpResponseBase:
    target = request.POST.get("next", "")
    return redirect(
        target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "expertise:list"
    )
