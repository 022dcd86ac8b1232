"""The page on which a unit answers: no account, only the signed link, in the unit's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tabayyun.desk.cases import operations, queries
from tabayyun.desk.cases.forms import AnswerForm
from tabayyun.desk.cases.models import Inquiry
from tabayyun.kit.submitting import done


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the question and take the answer, once. A forged link is 404, an expired one 410."""
    inquiry = queries.inquiry_by(token)
    if inquiry is None:
        return _shown(request, "forged", status=404)
    with translation.override(inquiry.unit.language):
        response = _answer(request, inquiry)
        response.headers["Content-Language"] = inquiry.unit.language
    return response


def _answer(request: HttpRequest, inquiry: Inquiry) -> HttpResponseBase:
    now = timezone.now()
    if inquiry.answered_at is not None:
        status = 409 if request.method == "POST" else 200
        return _shown(request, "answered", inquiry, status=status)
    if queries.has_expired(inquiry, now):
        return _shown(request, "expired", inquiry, status=410)
    if request.method != "POST":
        return _shown(request, "asked", inquiry, AnswerForm())
    form = AnswerForm(request.POST)
    if done(form, lambda: operations.answer_inquiry(inquiry=inquiry, now=now, **form.cleaned_data)):
        return _shown(request, "thanks", inquiry)
    return _shown(request, "asked", inquiry, form, status=422)


def _shown(
    request: HttpRequest,
    state: str,
    inquiry: Inquiry | None = None,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponseBase:
    context = {"state": state, "inquiry": inquiry, "form": form}
    response = render(request, "cases/answer.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
