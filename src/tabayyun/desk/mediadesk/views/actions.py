"""What people do on the page of a request: each view is one operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tabayyun.desk.mediadesk import operations
from tabayyun.desk.mediadesk.forms import (
    AssignForm,
    CloseForm,
    DecideForm,
    DocumentForm,
    NoteForm,
    ReplyForm,
    ShootForm,
    UpholdForm,
)
from tabayyun.desk.mediadesk.models import MediaRequest, Review
from tabayyun.desk.mediadesk.operations.documents import LARGEST
from tabayyun.desk.mediadesk.views.page import find, shown
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done

F = TypeVar("F", bound=Form)


@require_POST
@allowed("mediadesk.work")
def reply(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Write to the journalist."""
    return _do(
        request,
        reference,
        _form(request, "reply", ReplyForm),
        operations.reply,
        _("Your answer is on its way."),
    )


@require_POST
@allowed("mediadesk.work")
def note(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Add a note."""
    return _do(request, reference, _form(request, "note", NoteForm), operations.note, _("The note is kept."))


@require_POST
@allowed("mediadesk.work")
def assign(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Give the request to a unit and to somebody."""
    form = _form(request, "assign", AssignForm)
    return _do(request, reference, form, operations.assign, _("The request was handed over."))


@require_POST
@allowed("mediadesk.work")
def close(request: HttpRequest, reference: str) -> HttpResponseBase:
    """End the request without a decision."""
    return _do(
        request, reference, _form(request, "close", CloseForm), operations.close, _("The request is closed.")
    )


@require_POST
@allowed("mediadesk.work")
def set_shoot(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Set a shooting day."""
    form = _form(request, "shoot", ShootForm)
    return _do(request, reference, form, operations.set_shoot, _("The shooting day is set."))


@require_POST
@allowed("mediadesk.decide")
def decide(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Decide."""
    form = _form(request, "decide", DecideForm)

    def operate(**rest: Any) -> None:
        operations.decide(verdict=form.verdict, **_without(rest, form))

    return _do(request, reference, form, operate, _decided())


@require_POST
@allowed("mediadesk.decide")
def decide_anew(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Decide otherwise, after a second look."""
    form = _form(request, "anew", DecideForm)

    def operate(request: MediaRequest, **rest: Any) -> None:
        operations.decide_anew(review=_review(request), verdict=form.verdict, **_without(rest, form))

    return _do(request, reference, form, operate, _decided())


@require_POST
@allowed("mediadesk.decide")
def uphold(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Confirm a refusal, after a second look."""

    def operate(request: MediaRequest, **rest: Any) -> None:
        operations.uphold(review=_review(request), **rest)

    return _do(request, reference, _form(request, "uphold", UpholdForm), operate, _decided())


@require_POST
@allowed("mediadesk.work")
def add_document(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Attach an agreement."""

    def operate(file: Any, **rest: Any) -> None:
        content = file.read(LARGEST + 1)
        operations.add_document(name=file.name, content=content, **rest)

    return _do(
        request, reference, _form(request, "document", DocumentForm), operate, _("The file is attached.")
    )


@require_POST
@allowed("mediadesk.work")
def lock(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Say «I am on this»; ``take_over`` when somebody else is."""
    take_over = request.POST.get("take_over") == "yes"
    operations.lock(request=find(reference), by=_me(request), now=timezone.now(), take_over=take_over)
    return redirect("mediadesk:request", reference)


@require_POST
@allowed("mediadesk.work")
def renew(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Keep the lock while the page is looked at; 409 when it was lost."""
    kept = operations.renew(request=find(reference), by=_me(request), now=timezone.now())
    return HttpResponse(status=204 if kept else 409)


@require_POST
@allowed("mediadesk.work")
def unlock(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Leave the request."""
    operations.unlock(request=find(reference), by=_me(request), now=timezone.now())
    return redirect("mediadesk:request", reference)


def _form(request: HttpRequest, action: str, kind: type[F]) -> F:
    """What was typed into the form of ``action``, whose fields are named after it."""
    return kind(request.POST, request.FILES, auto_id=f"{action}_%s")


def _do(
    request: HttpRequest, reference: str, form: Form, operation: Callable[..., object], told: str
) -> HttpResponseBase:
    """Do ``operation`` with what was typed, and go back to the page; or show there what is wrong."""
    found, user = find(reference), _me(request)

    def operate() -> object:
        return operation(request=found, by=user, now=timezone.now(), **form.cleaned_data)

    if not done(form, operate):
        return shown(request, reference, {str(form.auto_id).removesuffix("_%s"): form})
    messages.success(request, told)
    return redirect("mediadesk:request", reference)


def _decided() -> str:
    return _("The decision was sent to the journalist.")


def _without(values: dict[str, Any], form: Form) -> dict[str, Any]:
    """What is not a field of ``form``, which handed its fields over as one value."""
    return {name: value for name, value in values.items() if name not in form.fields}


def _review(found: MediaRequest) -> Review:
    review = getattr(found.current, "review", None) if found.current else None
    if review is None:
        raise Refused(_("This review was settled already."))
    return cast("Review", review)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
