"""The page of a request, as it is read, and the form with which the desk takes one down."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.forms import (
    AskedForm,
    AssignForm,
    BookForm,
    CloseForm,
    DecideForm,
    DocumentForm,
    NoteForm,
    ReplyForm,
    ShootForm,
    UpholdForm,
)
from tabayyun.desk.mediadesk.models import MediaRequest
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done

NOTHING: Mapping[str, Form] = MappingProxyType({})


@require_GET
@allowed("desk.read")
def request_page(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Everything about one request."""
    return shown(request, reference)


@require_http_methods(["GET", "POST"])
@allowed("mediadesk.work")
def take_down(request: HttpRequest) -> HttpResponseBase:
    """Take a request down for somebody who telephoned or came by."""
    form = AskedForm(request.POST or None, initial={"language": get_language()})
    filed: list[MediaRequest] = []

    def operate() -> None:
        way, by = MediaRequest.Way.DESK, cast("User", request.user)
        filed.append(operations.file_request(asked=form.asked, way=way, by=by, now=timezone.now()))

    if request.method == "POST" and done(form, operate):
        return redirect("mediadesk:request", filed[0].reference)
    return render(request, "mediadesk/take_down.html", {"form": form}, status=422 if form.errors else 200)


def find(reference: str) -> MediaRequest:
    """The request called ``reference``, or 404."""
    return get_object_or_404(queries.by_reference(), reference=reference)


def shown(
    request: HttpRequest, reference: str, refused: Mapping[str, Form] = NOTHING, *, refused_shoot: int = 0
) -> HttpResponseBase:
    """The page; ``refused`` are the forms that come back, by the name of their action.

    ``refused_shoot``: for which shoot a booking was refused.
    """
    found, now = find(reference), timezone.now()
    review = getattr(found.current, "review", None) if found.current else None
    context = {
        "asked": found,
        "contact": getattr(found, "contact", None),
        "now": now,
        "holder": queries.holder(found, now),
        "messages_said": queries.conversation(found),
        "decisions": queries.decisions(found),
        "review": review if review and not review.reviewed_at else None,
        "shoots": queries.shoots(found),
        "documents": found.documents.select_related("added_by"),
        "coverages": found.coverages.select_related("outlet"),
        "history": queries.history(found),
        "resources": queries.resources(),
        "refused_shoot": refused_shoot,
        "forms": {**_blank(found), **refused},
        "refused": set(refused),
    }
    return render(request, "mediadesk/request.html", context, status=422 if refused else 200)


def _blank(found: MediaRequest) -> dict[str, Form]:
    people = {"unit": found.unit_id, "assignee": found.assignee_id}
    return {
        "reply": ReplyForm(auto_id="reply_%s"),
        "note": NoteForm(auto_id="note_%s"),
        "assign": AssignForm(auto_id="assign_%s", initial=people),
        "decide": DecideForm(auto_id="decide_%s"),
        "anew": DecideForm(auto_id="anew_%s"),
        "uphold": UpholdForm(auto_id="uphold_%s"),
        "close": CloseForm(auto_id="close_%s"),
        "shoot": ShootForm(auto_id="shoot_%s", initial={"place": found.place}),
        "document": DocumentForm(auto_id="document_%s"),
        "book": BookForm(auto_id="book_%s"),
    }
