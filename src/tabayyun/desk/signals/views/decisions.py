"""One click in the queue or below a content."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tabayyun.desk.signals import operations
from tabayyun.desk.signals.forms import AnswerForm, DismissForm
from tabayyun.desk.signals.models import Content
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed


@require_POST
@allowed("signals.decide")
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    reason = DismissForm(request.POST).text()
    operations.dismiss(content=content_of(pk), reason=reason, by=user_of(request), now=timezone.now())
    return back(request, _("Dismissed: it left the queue."))


@require_POST
@allowed("signals.decide")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose the statement that answers it."))
    claim = form.cleaned_data["claim"]
    operations.answer(content=content_of(pk), claim=claim, by=user_of(request), now=timezone.now())
    return back(request, _("Answered with what was already published."))


@require_POST
@allowed("signals.decide")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    operations.reopen(content=content_of(pk), by=user_of(request), now=timezone.now())
    return back(request, _("Back in the queue."))


@require_POST
@allowed("signals.decide")
def handle(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked for by the open page every minute, and by a button where there is no JavaScript."""
    operations.handle(content=content_of(pk), by=user_of(request), now=timezone.now())
    return _quietly(request, pk)


@require_POST
@allowed("signals.decide")
def release(request: HttpRequest, pk: int) -> HttpResponse:
    operations.release(content=content_of(pk), by=user_of(request), now=timezone.now())
    return _quietly(request, pk)


def _quietly(request: HttpRequest, pk: int) -> HttpResponse:
    if "beat" in request.POST:
        return HttpResponse(status=204)
    return redirect("signals:content", pk)


def back(request: HttpRequest, message: str) -> HttpResponse:
    """Say ``message`` where the button was pressed."""
    messages.success(request, message)
    target = request.POST.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = reverse("signals:queue")
    return redirect(target)


def content_of(pk: int) -> Content:
    """The content with the id ``pk``, or «not found»."""
    return get_object_or_404(Content, pk=pk)


def user_of(request: HttpRequest) -> User:
    """Who is logged in."""
    assert isinstance(request.user, User)  # noqa: S101  (`allowed` let nobody else in)
    return request.user
