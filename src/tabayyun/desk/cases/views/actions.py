"""What people do on the page of a case: each view is one operation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tabayyun.desk.cases import operations
from tabayyun.desk.cases.forms import AskForm, AssignForm, CloseForm, NoteForm, VerdictForm
from tabayyun.desk.cases.views.page import find, shown
from tabayyun.desk.signals.models import Content
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done


@require_POST
@allowed("cases.work")
def open_case(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """Open a case on a content and go there."""
    content = get_object_or_404(Content, pk=content_id)
    title = request.POST.get("title", "").replace("\0", "")
    case = operations.open_case(content=content, title=title, by=_me(request), now=timezone.now())
    return redirect("cases:case", case.reference)


@require_POST
@allowed("cases.work")
def note(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Add a note."""
    form, told = NoteForm(request.POST, auto_id="note_%s"), _("The note is kept.")
    operation = operations.add_note
    return _do(request, reference, form, operation, action="note", fields=["text"], told=told)


@require_POST
@allowed("cases.work")
def assign(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Give the case to somebody, or to nobody."""
    form, told = AssignForm(request.POST, auto_id="assign_%s"), _("The assignee has changed.")
    operation = operations.assign
    return _do(request, reference, form, operation, action="assign", fields=["assignee"], told=told)


@require_POST
@allowed("cases.decide")
def decide(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Give the verdict."""
    form, told = VerdictForm(request.POST, auto_id="decide_%s"), _("The verdict is recorded.")
    fields = ["verdict", "grounds"]
    return _do(request, reference, form, operations.decide, action="decide", fields=fields, told=told)


@require_POST
@allowed("cases.decide")
def close(request: HttpRequest, reference: str) -> HttpResponseBase:
    """End the case without telling the public."""
    form, told = CloseForm(request.POST, auto_id="close_%s"), _("The case is closed.")
    return _do(request, reference, form, operations.close, action="close", fields=["reason"], told=told)


@require_POST
@allowed("cases.work")
def ask(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Ask a unit."""
    form, told = AskForm(request.POST, auto_id="ask_%s"), _("The inquiry is on its way.")

    def operate(*, now: datetime, **rest: Any) -> None:
        operations.ask(due_at=now + form.span, now=now, **rest)

    return _do(request, reference, form, operate, action="ask", fields=["unit", "question"], told=told)


@require_POST
@allowed("cases.work")
def lock(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Say «I am on this»; ``take_over`` when somebody else is."""
    take_over = request.POST.get("take_over") == "yes"
    operations.lock(case=find(reference), by=_me(request), now=timezone.now(), take_over=take_over)
    return redirect("cases:case", reference)


@require_POST
@allowed("cases.work")
def renew(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Keep the lock while the page is looked at; 409 when it was lost."""
    kept = operations.renew(case=find(reference), by=_me(request), now=timezone.now())
    return HttpResponse(status=204 if kept else 409)


@require_POST
@allowed("cases.work")
def unlock(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Leave the case."""
    operations.unlock(case=find(reference), by=_me(request), now=timezone.now())
    return redirect("cases:case", reference)


def _do(
    request: HttpRequest,
    reference: str,
    form: Form,
    operation: Callable[..., object],
    *,
    action: str,
    fields: list[str],
    told: str,
) -> HttpResponseBase:
    """Do ``operation`` with the named ``fields``, and go back to the page; or show what is wrong there."""
    case, user = find(reference), _me(request)

    def operate() -> object:
        values = {name: form.cleaned_data[name] for name in fields}
        return operation(case=case, by=user, now=timezone.now(), **values)

    if not done(form, operate):
        return shown(request, reference, **{action: form})
    messages.success(request, told)
    return redirect("cases:case", reference)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
