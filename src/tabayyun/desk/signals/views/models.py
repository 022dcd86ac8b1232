"""The triage models: trained on the desk's decisions, compared, chosen by a person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.signals import operations, queries
from tabayyun.desk.signals.models import TrainedModel
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed


@require_GET
@allowed("signals.train")
def models(request: HttpRequest) -> HttpResponse:
    trained = queries.trained()
    context = {"trained": trained, "used": next((model for model in trained if model.used_since), None)}
    return render(request, "signals/models.html", context)


@require_POST
@allowed("signals.train")
def train(request: HttpRequest) -> HttpResponse:
    operations.train_model(by=_user(request), now=timezone.now())
    messages.success(request, _("Trained. Compare it before you let it score."))
    return redirect("signals:models")


@require_POST
@allowed("signals.train")
def use(request: HttpRequest, pk: int) -> HttpResponse:
    model = get_object_or_404(TrainedModel, pk=pk)
    operations.use_model(model=model, by=_user(request), now=timezone.now())
    messages.success(request, _("This model scores what comes in from now on."))
    return redirect("signals:models")


@require_POST
@allowed("signals.train")
def use_packaged(request: HttpRequest) -> HttpResponse:
    operations.use_packaged(by=_user(request), now=timezone.now())
    messages.success(request, _("The model that comes with Tabayyun scores again."))
    return redirect("signals:models")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (`allowed` let nobody else in)
    return request.user
