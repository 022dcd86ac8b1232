"""What lets anyone check a chapter: its bundle, and its figures as data."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from tabayyun.desk.press import queries as press
from tabayyun.desk.report.models import Release
from tabayyun.desk.report.queries.standing import as_published, standing
from tabayyun.desk.report.stated import Stated


def bundle(release: Release) -> dict[str, Any]:
    """Everything a stranger needs to check ``release`` offline; see `engine.signing.bundle` and `figures`."""
    signed = press.bundle_of(release.entry, title=release.title, body=release.body, checked=release.lines)
    if release.erratum_id:
        return signed
    figures = [stated.signed for stated in as_published(release.chapter).values()]
    return {**signed, "figures": figures}


def open_data(release: Release) -> dict[str, Any]:
    """The chapter as data: its figures as they stand, with their words, and the bundle that proves them."""
    chapter, published = release.chapter, as_published(release.chapter)
    now = standing(chapter)
    return {
        "reference": chapter.reference,
        "year": chapter.report.year,
        "chapter": chapter.number,
        "language": release.lang,
        "title": release.title,
        "text": release.body,
        "published": _moment(chapter.published_at),
        "publisher": settings.ORIGIN,
        "figures": [_figure(now[key], published[key], release.lang) for key in published],
        "errata": [
            _erratum(each, release.lang) for each in chapter.errata.filter(published_at__isnull=False)
        ],
        "bundle": bundle(release),
    }


def _figure(stands: Stated, published: Stated, lang: str) -> dict[str, Any]:
    return {
        **stands.signed,
        "as_published": published.value,
        "year_before": stands.before,
        "name": stands.word("name", lang),
        "counts": stands.word("counts", lang),
        "method": stands.word("method", lang),
        "note": stands.word("note", lang),
        "months": {f"{month:%Y-%m}": amount for month, amount in stands.months} if stands.lines else {},
    }


def _erratum(erratum: Any, lang: str) -> dict[str, Any]:
    return {
        "reference": erratum.reference,
        "figure": erratum.figure,
        "value": erratum.frozen_figure.value,
        "reason": erratum.in_language(lang),
        "published": _moment(erratum.published_at),
    }


def _moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
