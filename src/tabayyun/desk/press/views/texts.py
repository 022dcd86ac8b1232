"""Writing a text, reading it before approval, comparing it, giving it a time."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tabayyun.desk.press import operations, queries
from tabayyun.desk.press.forms import ScheduleForm, TextForm
from tabayyun.desk.press.models import StatementText
from tabayyun.desk.press.views.asked import person, text_or_404, to_statement
from tabayyun.kit.errors import Refused
from tabayyun.kit.roles import allowed

State = StatementText.State


@require_http_methods(["GET", "POST"])
@allowed("press.write")
def text(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The editor. What cannot be edited is shown where it can be acted on."""
    found = text_or_404(pk)
    if request.method == "POST":
        return _save(request, found)
    if found.is_public or found.state == State.SUBMITTED:
        return to_statement(found)
    return render(request, "press/text.html", {"text": found, "form": TextForm(text=found)})


@require_GET
@allowed("desk.read")
def review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Exactly what will be signed, with what an approver should know."""
    found = text_or_404(pk)
    shown = {
        "text": found,
        "signed": queries.to_be_signed(found),
        "checks": queries.checks(found, person(request)),
        "seen": queries.revision(found),
        "own": found.author_id == person(request).pk,
        "before": _before(found),
    }
    return render(request, "press/review.html", shown)


@require_GET
@allowed("desk.read")
def changes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a version changes in the one before it."""
    found = text_or_404(pk)
    before = _before(found)
    parts = queries.version_differences(before, found) if before else []
    return render(request, "press/changes.html", {"text": found, "before": before, "parts": parts})


@require_http_methods(["GET", "POST"])
@allowed("press.publish")
def schedule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Publish later, or hold under embargo."""
    found = text_or_404(pk)
    initial = {"publish_at": found.publish_at, "embargo": found.embargo}
    form = ScheduleForm(request.POST or None, initial=initial)
    if form.is_valid():
        operations.schedule(text=found, **form.cleaned_data, by=person(request), now=timezone.now())
        return to_statement(found)
    zone = {"name": settings.TIME_ZONE, "now": timezone.localtime()}
    return render(request, "press/schedule.html", {"text": found, "form": form, "zone": zone})


def _save(request: HttpRequest, found: StatementText) -> HttpResponseBase:
    """Save, and submit when asked to. What was typed is shown again whenever it could not be saved."""
    form = TextForm(request.POST, text=found)
    if not form.is_valid():
        return render(request, "press/text.html", {"text": found, "form": form}, status=422)
    try:
        saved = operations.edit(text=found, **form.wording(), by=person(request), now=timezone.now())
    except operations.EditConflict as conflict:
        return _conflict(request, form, conflict)
    except Refused as refusal:
        return render(
            request, "press/text.html", {"text": found, "form": form, "refusal": refusal}, status=409
        )
    if request.POST.get("then") == "submit":
        operations.submit(text=saved, by=person(request), now=timezone.now())
        return to_statement(saved)
    messages.success(request, _("Saved."))
    return redirect("press:text", saved.pk)


def _conflict(request: HttpRequest, form: TextForm, conflict: operations.EditConflict) -> HttpResponseBase:
    """Both wordings: theirs compared with what was typed; saving again then replaces theirs knowingly."""
    current = conflict.current
    again = request.POST.copy()
    again["seen"] = queries.revision(current)
    shown = {
        "text": current,
        "form": TextForm(again, text=current),
        "refusal": conflict,
        "theirs": queries.differences(current.body, form.cleaned_data["body"]),
        "their_title": current.title,
    }
    return render(request, "press/text.html", shown, status=409)


def _before(found: StatementText) -> StatementText | None:
    versions = StatementText.objects.filter(
        statement=found.statement, lang=found.lang, version__lt=found.version
    )
    return versions.select_related("statement").order_by("-version").first()
