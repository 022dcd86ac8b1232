"""What the public may read of the report."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from tabayyun.desk.report.models import Chapter, Erratum, Release, Report


def public_reports() -> QuerySet[Report]:
    """The reports of which at least one chapter is out, newest year first, with those chapters."""
    chapters = public_chapters().prefetch_related("releases")
    return (
        Report.objects.filter(chapters__published_at__isnull=False)
        .distinct()
        .prefetch_related(Prefetch("chapters", chapters))
        .order_by("-year")
    )


def public_report(year: int) -> QuerySet[Report]:
    """One of them."""
    return public_reports().filter(year=year)


def public_chapters() -> QuerySet[Chapter]:
    """Every chapter that is out, in the order of the report."""
    return Chapter.objects.filter(published_at__isnull=False).select_related("report").order_by("number")


def latest_release(lang: str) -> Release | None:
    """The chapter that came out last, as it was released in ``lang``; None before the first."""
    out = Release.objects.filter(lang=lang, erratum__isnull=True, chapter__published_at__isnull=False)
    return out.select_related("chapter__report").order_by("-chapter__published_at", "-pk").first()


def public_chapter(year: int, number: int) -> QuerySet[Chapter]:
    """One chapter that is out."""
    return public_chapters().filter(report__year=year, number=number)


def release(chapter: Chapter, lang: str) -> QuerySet[Release]:
    """What was signed when ``chapter`` was published in ``lang``."""
    found = chapter.releases.filter(lang=lang, erratum__isnull=True)
    return found.select_related("entry", "chapter__report")


def errata(chapter: Chapter) -> QuerySet[Erratum]:
    """The published errata of ``chapter``, oldest first."""
    return (
        chapter.errata.filter(published_at__isnull=False)
        .select_related("frozen_figure", "chapter__report")
        .order_by("number")
    )
