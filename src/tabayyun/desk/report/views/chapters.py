"""One chapter: its preview with figures and their state, its words, its hour, its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.documents import FORMATS, printed
from tabayyun.desk.report.documents.pages import shown
from tabayyun.desk.report.forms import ScheduleForm, TextForm
from tabayyun.desk.report.models import Chapter, ChapterText
from tabayyun.desk.report.stated import LANGUAGES, Stated
from tabayyun.desk.report.views.asked import chapter_or_404, person, to_chapter
from tabayyun.kit.errors import Refused
from tabayyun.kit.roles import allowed

MEDIA = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
@allowed("desk.read")
def chapter(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """The chapter as it reads now, every figure with its state, and what can be done."""
    found = chapter_or_404(year, number)
    lang = _language(request)
    made = printed(found, lang, timezone.now())
    changes = [] if found.is_open else queries.changes(found)
    context: dict[str, Any] = {
        "chapter": found,
        "lang": lang,
        "languages": LANGUAGES,
        "shown": shown(made),
        "changes": changes,
        "errata": list(queries.errata(found)),
        "kinds": sorted(FORMATS),
        "own": found.author_id == person(request).pk,
        "seen": queries.revision(found, made.figures) if found.is_open else "",
    }
    return render(request, "report/chapter.html", context)


@require_http_methods(["GET", "POST"])
@allowed("report.write")
def write(request: HttpRequest, year: int, number: int, lang: str) -> HttpResponseBase:
    """The words of a chapter in one language."""
    found = chapter_or_404(year, number)
    text = get_object_or_404(ChapterText, chapter=found, lang=lang)
    if request.method == "POST":
        return _save(request, found, text)
    if not found.is_open:
        return to_chapter(found)
    figures = queries.live_figures(found)
    form = TextForm(text=text, seen=queries.revision(found, figures))
    return render(request, "report/write.html", _writing(found, text, form, figures))


@require_http_methods(["GET", "POST"])
@allowed("report.publish")
def schedule(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """Publish later, or hold under embargo."""
    found = chapter_or_404(year, number)
    initial = {"publish_at": found.publish_at, "embargo": found.embargo}
    form = ScheduleForm(request.POST or None, initial=initial)
    if form.is_valid():
        operations.schedule(chapter=found, **form.cleaned_data, by=person(request), now=timezone.now())
        return to_chapter(found)
    zone = {"name": settings.TIME_ZONE, "now": timezone.localtime()}
    return render(request, "report/schedule.html", {"chapter": found, "form": form, "zone": zone})


@require_GET
@allowed("desk.read")
def file(request: HttpRequest, year: int, number: int, lang: str, kind: str) -> HttpResponseBase:
    """The chapter as a file, as published or as it would be now."""
    found = chapter_or_404(year, number)
    if kind not in FORMATS or lang not in LANGUAGES:
        raise Http404
    made = printed(found, lang, timezone.now())
    name = f"{made.name}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(FORMATS[kind]([made]), content_type=MEDIA[kind], headers=headers)


def _language(request: HttpRequest) -> str:
    """The language of the preview: the one asked for, else the reader's, else Arabic."""
    wanted = request.GET.get("lang") or get_language() or ""
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _save(request: HttpRequest, found: Chapter, text: ChapterText) -> HttpResponseBase:
    """Save; what was typed is shown again whenever it could not be saved."""
    form = TextForm(request.POST, text=text, seen="")
    if not form.is_valid():
        return render(request, "report/write.html", _writing(found, text, form), status=422)
    try:
        operations.edit(
            chapter=found, lang=text.lang, **form.cleaned_data, by=person(request), now=timezone.now()
        )
    except Refused as refusal:
        again = request.POST.copy()
        again["seen"] = queries.revision(found)
        context = _writing(found, text, TextForm(again, text=text, seen="")) | {"refusal": refusal}
        return render(request, "report/write.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("report:write", found.report.year, found.number, text.lang)


def _writing(
    found: Chapter, text: ChapterText, form: TextForm, figures: Mapping[str, Stated] | None = None
) -> dict[str, Any]:
    known = queries.live_figures(found) if figures is None else figures
    return {"chapter": found, "text": text, "form": form, "figures": queries.figures_of(known.values())}
