"""The yearly report: its chapters, and behind every figure what it counts."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from tabayyun.desk.report import calendar, documents, phrases, queries
from tabayyun.desk.report.documents import words
from tabayyun.desk.report.documents.pages import shown
from tabayyun.desk.report.documents.printed import Printed
from tabayyun.desk.report.models import Chapter
from tabayyun.desk.report.stated import LANGUAGES, Stated
from tabayyun.engine import counting
from tabayyun.kit.models import Institution
from tabayyun.newsroom.languages import absolute, address, page
from tabayyun.newsroom.views.show import page_of, show

BOTH = frozenset(LANGUAGES)
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}
MAKERS: dict[str, Callable[[Printed], bytes]] = {
    "pdf": lambda chapter: documents.pdf([chapter]),
    "docx": lambda chapter: documents.docx([chapter]),
    "json": lambda chapter: documents.json([chapter]),
    "csv": lambda chapter: documents.csv([chapter]),
    "zip": documents.press_kit,
}


@page
def reports(request: HttpRequest, lang: str, year: int = 0) -> HttpResponse:
    """Every report with the chapters that are out; of one year when it is said."""
    found = list(queries.public_report(year) if year else queries.public_reports())
    if year and not found:
        raise Http404
    language = lang if lang in LANGUAGES else "fr"
    years = [(report.year, [_entry(one, language) for one in report.chapters.all()]) for report in found]
    return show(request, lang, "newsroom/reports.html", {"years": years, "language": language})


@page
def chapter(request: HttpRequest, lang: str, year: int, number: int) -> HttpResponse:
    """A chapter as it was published; each figure in it leads to what it counts."""
    printed = _printed(lang, year, number)
    release = printed.release
    context = {
        **shown(printed),
        "said": words.WORDS[lang],
        "bundle": queries.bundle(release) if release else {},
        "entry": release.entry if release else None,
        "kinds": ("pdf", "docx", "csv", "json"),
    }
    return show(request, lang, "newsroom/chapter.html", context, languages=BOTH)


@page
def figure(request: HttpRequest, lang: str, year: int, number: int, key: str) -> HttpResponse:
    """One figure: its definition, period, method, rows and comparison, and what was corrected."""
    printed = _printed(lang, year, number)
    stated = _stated(printed, key)
    context = _figure(request, printed, stated)
    return show(request, lang, "newsroom/figure.html", context, languages=BOTH)


@require_safe
def rows(request: HttpRequest, lang: str, year: int, number: int, key: str) -> HttpResponse:
    """The rows of one figure, as they were when it was published."""
    printed = _printed(lang, year, number)
    name = f"{printed.reference}-{key}.csv"
    return _file(documents.rows_csv(_stated(printed, key)), MEDIA["csv"], name)


@require_safe
def file(request: HttpRequest, lang: str, year: int, number: int, kind: str) -> HttpResponse:
    """The chapter as a file; the ZIP is the press kit."""
    printed = _printed(lang, year, number)
    if kind not in MAKERS:
        raise Http404
    return _file(_kept(printed, kind), MEDIA[kind], f"{printed.name}.{kind}")


@require_safe
def dataset(request: HttpRequest, lang: str, year: int, number: int) -> HttpResponse:
    """What a catalogue of open data asks to know about the chapter (DCAT-AP, JSON-LD)."""
    printed = _printed(lang, year, number)
    return JsonResponse(_dataset(printed), content_type="application/ld+json")


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """All data sets of the report as one DCAT catalogue."""
    institution = Institution.current()
    found = [
        _dataset(documents.printed(chapter, lang, timezone.now()))
        for chapter in queries.public_chapters()
        for lang in LANGUAGES
    ]
    name = {lang: institution.in_language(lang) for lang in LANGUAGES}
    titles = [{"@value": name[lang], "@language": lang} for lang in LANGUAGES]
    catalog = {
        "@context": documents.CONTEXT,
        "@id": absolute(address("ar", "reports")),
        "@type": "dcat:Catalog",
        "dct:title": titles,
        "dct:description": titles,
        "dct:publisher": {"@id": settings.ORIGIN, "@type": "foaf:Agent", "foaf:name": titles},
        "dcat:dataset": [{k: v for k, v in each.items() if k != "@context"} for each in found],
    }
    return JsonResponse(catalog, content_type="application/ld+json")


def _entry(chapter: Chapter, lang: str) -> dict[str, Any]:
    release = next((r for r in chapter.releases.all() if r.lang == lang and r.erratum_id is None), None)
    title = release.title if release else chapter.reference
    path = address(lang, "chapter", chapter.report.year, chapter.number)
    return {"number": chapter.number, "title": title, "path": path, "at": chapter.published_at}


def _printed(lang: str, year: int, number: int) -> Printed:
    """The published chapter in the language of the page; 404 in a language that it is not written in."""
    found = get_object_or_404(queries.public_chapter(year, number))
    if lang not in LANGUAGES:
        raise Http404
    return documents.printed(found, lang, timezone.now())


def _stated(printed: Printed, key: str) -> Stated:
    if key not in printed.figures:
        raise Http404
    return printed.figures[key]


def _figure(request: HttpRequest, printed: Printed, stated: Stated) -> dict[str, Any]:
    lang, stands = printed.lang, printed.stands[stated.key]
    public = [line for line in stated.lines if line.shown]
    groups = [(stated.word(f"group {name}", lang) or name, counting.grouped(n)) for name, n in stated.groups]
    months = stated.months if stated.lines else []
    return {
        "chapter": printed,
        "figure": stated,
        "said": words.WORDS[lang],
        "name": stated.word("name", lang),
        "value": words.value(stated, lang),
        "corrected": stands is not stated and stands != stated,
        "stands": words.value(stands, lang),
        "counts": stated.word("counts", lang),
        "method": stated.word("method", lang),
        "note": stated.word("note", lang),
        "change": phrases.compared(stated, lang).strip("()"),
        "errata": [each for each in printed.errata if each.figure == stated.key],
        "reasons": {each.pk: each.in_language(lang) for each in printed.errata},
        "svg": mark_safe(documents.chart(stated, lang)),  # noqa: S308  (our template, which escapes)
        "months": [(calendar.month(day, lang), words.short(n, stated.unit, lang)) for day, n in months],
        "groups": groups,
        "page": page_of(request, public),
        "statements": stated.key in STATEMENTS,
    }


STATEMENTS = frozenset({"statements_of_truth", "denials", "communiques", "press_items"})
"""Figures whose rows are public pages of this newsroom."""


def _dataset(printed: Printed) -> dict[str, Any]:
    return documents.dataset(printed, {kind: _kept(printed, kind) for kind in ("csv", "json", "pdf")})


def _kept(printed: Printed, kind: str) -> bytes:
    """Made at the first request and kept until an erratum follows: a published chapter does not change.

    The JSON names the newest head of the log, so it is made anew.
    """
    if kind == "json":
        return MAKERS[kind](printed)
    told = [
        printed.reference,
        printed.lang,
        kind,
        len(printed.errata),
        printed.institution,
        printed.body_digest,
    ]
    name = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]
    path = Path(settings.HOME) / "reports" / f"{name}.{kind}"
    if not path.exists():
        _keep(path, MAKERS[kind](printed))
    return path.read_bytes()


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all: two who ask at once both read a finished file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def _file(content: bytes, media: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media, headers=headers)
