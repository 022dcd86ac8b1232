"""What every view of this room takes from the request."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from tabayyun.desk.report import queries
from tabayyun.desk.report.models import Chapter
from tabayyun.kit.models import User


def person(request: HttpRequest) -> User:
    """Who asks; the guard of the view has let them in."""
    return cast("User", request.user)


def chapter_or_404(year: int, number: int) -> Chapter:
    """The chapter with what its pages show."""
    return get_object_or_404(queries.chapter_page(year, number))


def to_chapter(chapter: Chapter) -> HttpResponse:
    """Back to the chapter."""
    return redirect("report:chapter", chapter.report.year, chapter.number)
