"""What the desk's own pages show."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from tabayyun.desk.report.models import Chapter, ChapterText, Report
from tabayyun.desk.report.stated import Stated


def listed() -> QuerySet[Report]:
    """Every report with its chapters and their texts, newest year first."""
    chapters = Chapter.objects.select_related("author", "approver").prefetch_related("texts")
    return Report.objects.prefetch_related(Prefetch("chapters", chapters)).order_by("-year")


def chapter_page(year: int, number: int) -> QuerySet[Chapter]:
    """One chapter, ready to be shown."""
    return (
        Chapter.objects.filter(report__year=year, number=number)
        .select_related("report", "author", "approver")
        .prefetch_related(Prefetch("texts", ChapterText.objects.order_by("lang")))
    )


def figures_of(stated: Iterable[Stated]) -> list[Stated]:
    """Those that could be computed first, then those that could not: they ask for attention."""
    return sorted(stated, key=lambda each: each.value is not None)
