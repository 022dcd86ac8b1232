"""The page of a case, as it is read."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.forms import AskForm, AssignForm, CloseForm, NoteForm, VerdictForm
from tabayyun.desk.cases.models import Case
from tabayyun.desk.signals import queries as signals
from tabayyun.kit.roles import allowed
from tabayyun.kit.templatetags.tabayyun import plain


@require_GET
@allowed("desk.read")
def case(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Everything about one case."""
    return shown(request, reference)


def find(reference: str) -> Case:
    """The case called ``reference``, or 404."""
    return get_object_or_404(queries.by_reference(), reference=reference)


def shown(request: HttpRequest, reference: str, **refused: Form) -> HttpResponseBase:
    """The page; ``refused`` are the forms that come back, by the name of their action."""
    found, now = find(reference), timezone.now()
    context = {
        "case": found,
        "now": now,
        "clock": queries.clock(found, now),
        "holder": queries.holder(found, now),
        "reasons": signals.reasons(found.content),
        "bars": signals.chart(found.content),
        "inquiries": queries.inquiries(found),
        "notes": found.notes.select_related("by"),
        "timeline": queries.timeline(found),
        "forms": {**_blank(found), **refused},
        "refused": set(refused),
    }
    return render(request, "cases/case.html", context, status=422 if refused else 200)


def _blank(case: Case) -> dict[str, Form]:
    verdict = {"verdict": case.verdict, "grounds": plain(case.grounds)}
    return {
        "note": NoteForm(auto_id="note_%s"),
        "ask": AskForm(auto_id="ask_%s"),
        "decide": VerdictForm(auto_id="decide_%s", initial=verdict),
        "close": CloseForm(auto_id="close_%s"),
        "assign": AssignForm(auto_id="assign_%s", initial={"assignee": case.assignee_id}),
    }
