"""Home, lists, search and archive."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tabayyun.desk.magazine import queries as magazine
from tabayyun.desk.opendays import queries as opendays
from tabayyun.desk.press import queries
from tabayyun.desk.press.models import Statement
from tabayyun.desk.report import queries as report
from tabayyun.desk.report.stated import LANGUAGES
from tabayyun.newsroom.languages import address, page
from tabayyun.newsroom.views.show import page_of, show
from tabayyun.newsroom.words import month_name

LATEST = 9
CORRECTED = 4
LONGEST_QUERY = 200


@page
def home(request: HttpRequest, lang: str) -> HttpResponse:
    """The latest statements and what the public can do."""
    texts = list(queries.published(lang=lang).select_related("statement")[:LATEST])
    corrected = [text for text in queries.corrections() if text.lang == lang][:CORRECTED]
    context = {
        "lead": texts[0] if texts else None,
        "latest": texts[1:],
        "corrected": corrected,
        "edition": opendays.announced_edition(),
        "issue": magazine.latest_issue(),
        "chapter": _latest_chapter(lang),
    }
    return show(request, lang, "newsroom/home.html", context)


def _latest_chapter(lang: str) -> dict[str, Any]:
    """Year, title and path of the chapter that came out last; in French for other languages."""
    found = report.latest_release(lang if lang in LANGUAGES else "fr")
    if found is None:
        return {}
    year, number = found.chapter.report.year, found.chapter.number
    return {"year": year, "title": found.title, "path": address(found.lang, "chapter", year, number)}


@page
def statements(request: HttpRequest, lang: str, kind: str = "", topic: str = "") -> HttpResponse:
    """All statements, or those of one kind or topic."""
    kinds, topics = dict(Statement.Kind.choices), dict(Statement.Topic.choices)
    if (kind and kind not in kinds) or (topic and topic not in topics):
        raise Http404
    texts = queries.published(lang=lang, kind=kind or None, topic=topic or None)
    context = {
        "heading": kinds.get(kind) or topics.get(topic) or _("Statements"),
        "kind": kind,
        "topic": topic,
        "kinds": kinds.items(),
        "topics": topics.items(),
        "page": page_of(request, texts.select_related("statement")),
    }
    return show(request, lang, "newsroom/list.html", context)


@page
def search(request: HttpRequest, lang: str) -> HttpResponse:
    """Statements with these words, however they are spelt."""
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = page_of(request, queries.search(words, lang) if words else [])
    context = {"words": words, "page": found, "found": found.paginator.count}
    return show(request, lang, "newsroom/search.html", context)


@page
def archive(request: HttpRequest, lang: str, year: int = 0, month: int = 0) -> HttpResponse:
    """The years and months in which something was published; one month's statements."""
    texts = queries.published(lang=lang)
    if year:
        texts = texts.filter(published_at__year=year)
    context: dict[str, Any] = {"heading": _("Archive"), "years": _months(texts)}
    if month:
        texts = texts.filter(published_at__month=month).select_related("statement")
        context = {"heading": f"{month_name(month)} {year}", "page": page_of(request, texts)}
    elif year:
        context["heading"] = _("Archive of %(year)s") % {"year": year}
    if year and not texts.exists():
        raise Http404
    return show(request, lang, "newsroom/archive.html", context)


def _months(texts: Any) -> list[tuple[int, list[tuple[int, str, int]]]]:
    """Year → (month, its name, how many), newest first."""
    rows = (
        texts.order_by()
        .values_list(ExtractYear("published_at"), ExtractMonth("published_at"))
        .annotate(count=Count("pk"))
    )
    years: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for year, month, count in sorted(rows, reverse=True):
        years[year].append((month, month_name(month), count))
    return list(years.items())
