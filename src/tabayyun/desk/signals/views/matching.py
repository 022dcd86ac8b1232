"""Matches with known claims: corrected in one press, and from which probability on they are shown."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tabayyun.desk.signals import operations, queries
from tabayyun.desk.signals.forms import AnswerForm, ThresholdForm
from tabayyun.desk.signals.models import KnownClaim
from tabayyun.desk.signals.views.decisions import back, content_of, user_of
from tabayyun.kit.errors import Refused
from tabayyun.kit.roles import allowed, may


@require_POST
@allowed("signals.decide")
def same(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    operations.correct_match(
        content=content_of(pk), claim=_claim(request), same=True, by=user_of(request), now=now
    )
    return back(request, _("Kept: it is the same claim."))


@require_POST
@allowed("signals.decide")
def not_same(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    operations.correct_match(
        content=content_of(pk), claim=_claim(request), same=False, by=user_of(request), now=now
    )
    return back(request, _("Kept: it is not the same claim, and will not be matched again."))


@require_POST
@allowed("signals.decide")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    operations.take_back(
        content=content_of(pk), claim=_claim(request), by=user_of(request), now=timezone.now()
    )
    return back(request, _("Taken back."))


@require_http_methods(["GET", "POST"])
@allowed("signals.train")
def matching(request: HttpRequest) -> HttpResponse:
    """The threshold with what others would have cost; an administrator changes it."""
    now = timezone.now()
    form = ThresholdForm(request.POST or None, initial={"percent": round(100 * queries.threshold())})
    if request.method == "POST":
        if not may(request.user, "signals.threshold"):
            raise PermissionDenied
        if form.is_valid():
            value = form.cleaned_data["percent"] / 100
            operations.set_threshold(value=value, by=user_of(request), now=now)
            messages.success(request, _("What comes in from now on is matched from there on."))
            return redirect("signals:matching")
    costs = queries.costs(now)
    context = {"form": form, "costs": costs, "telling": costs[0].telling, "model": queries.model_chosen()}
    return render(request, "signals/matching.html", context)


def _claim(request: HttpRequest) -> KnownClaim:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused(_("That claim stands no longer: nothing was changed."))
    claim: KnownClaim = form.cleaned_data["claim"]
    return claim
