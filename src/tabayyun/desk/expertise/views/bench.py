"""The bench: one content with its media, what they were before, what was found, and what is still to do."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.forms import ExaminationForm, TagForm, UploadForm
from tabayyun.desk.expertise.models import Evidence, MediaMatch
from tabayyun.desk.signals import queries as signals
from tabayyun.desk.signals.models import Content
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed


@require_GET
@allowed("desk.read")
def bench(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """One content."""
    content = get_object_or_404(Content.objects.select_related("first_post"), pk=content_id)
    me = cast("User", request.user)
    found = queries.bench(content=content, user=me, now=timezone.now())
    context = {
        "content": content,
        "bench": found,
        "revealed": found.revealed,
        "chart": signals.chart(content),
        "form": ExaminationForm(auto_id="examination_%s"),
        "upload": UploadForm(auto_id="evidence_%s"),
    }
    return render(request, "expertise/bench.html", context)


@require_POST
@allowed("expertise.examine")
def judge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that a match is wrong, or that it is right after all."""
    match = get_object_or_404(MediaMatch.objects.select_related("content"), pk=pk)
    wrong = request.POST.get("do") == "wrong"
    operations.judge_match(match=match, wrong=wrong, by=cast("User", request.user), now=timezone.now())
    return redirect("expertise:bench", match.content_id)


@require_POST
@allowed("expertise.examine")
def tag(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep what somebody saw in a piece."""
    evidence = get_object_or_404(Evidence.objects.select_related("content"), pk=pk)
    form = TagForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else []
    operations.tag(evidence=evidence, seen=seen, by=cast("User", request.user), now=timezone.now())
    messages.success(request, _("It is noted what is to be seen."))
    return redirect("expertise:bench", evidence.content_id)
