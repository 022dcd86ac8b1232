"""Errata: written by one person, published by another."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.forms import ErratumForm
from tabayyun.desk.report.models import Erratum
from tabayyun.desk.report.views.asked import chapter_or_404, person, to_chapter
from tabayyun.kit.roles import allowed


@require_http_methods(["GET", "POST"])
@allowed("report.write")
def write(request: HttpRequest, year: int, number: int, figure: str) -> HttpResponseBase:
    """Say why a figure is not what was published."""
    chapter = chapter_or_404(year, number)
    change = next((each for each in queries.changes(chapter) if each.key == figure), None)
    if change is None:
        raise Http404
    form = ErratumForm(request.POST or None, erratum=change.erratum)
    if form.is_valid():
        operations.write_erratum(
            chapter=chapter, figure=figure, reason=form.cleaned_data, by=person(request), now=timezone.now()
        )
        return to_chapter(chapter)
    return render(request, "report/erratum.html", {"chapter": chapter, "change": change, "form": form})


@require_POST
@allowed("report.publish")
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Publish somebody else's erratum."""
    erratum = get_object_or_404(Erratum.objects.select_related("chapter__report"), pk=pk)
    operations.publish_erratum(erratum=erratum, by=person(request), now=timezone.now())
    return to_chapter(erratum.chapter)


@require_POST
@allowed("report.write")
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give up an erratum that was not published."""
    erratum = get_object_or_404(Erratum.objects.select_related("chapter__report"), pk=pk)
    operations.drop_erratum(erratum=erratum, by=person(request), now=timezone.now())
    return to_chapter(erratum.chapter)
