"""The magazine for the public: its archive, an issue, an article with its corrections, PDFs and pictures."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tabayyun.desk.magazine import queries
from tabayyun.desk.magazine.models import ArticleText, Issue
from tabayyun.kit.models import Institution
from tabayyun.newsroom import structured
from tabayyun.newsroom.languages import absolute, address, alternates, page
from tabayyun.newsroom.views.show import page_of, show

FOR_EVER = "public, max-age=31536000, immutable"


@page
def archive(request: HttpRequest, lang: str) -> HttpResponse:
    """Every issue, newest first."""
    issues = page_of(request, queries.public_issues())
    rows = [_contents(issue, lang) for issue in issues]
    return show(request, lang, "newsroom/magazine.html", {"page": issues, "rows": rows})


@page
def issue(request: HttpRequest, lang: str, number: int) -> HttpResponse:
    """One issue: its cover, its contents, its PDF. Where it is not printed in ``lang``, in Arabic."""
    found = queries.public_issues().filter(number=number).first()
    if found is None:
        raise Http404
    contents = _contents(found, lang)
    picture = _picture_url(contents.cover.sha256) if contents.cover else ""
    context = {
        "contents": contents,
        "picture_url": picture,
        "pdf": _pdf(contents) if contents.prints else "",
        "others": [_contents(found, other) for other in _languages(found) if other != contents.lang],
    }
    return show(request, lang, "newsroom/magazine_issue.html", context)


@page
def article(request: HttpRequest, lang: str, number: int, place: int, version: int = 0) -> HttpResponse:
    """One article in ``lang``: the current version, or an older one that says so."""
    text = queries.public_article(number, place, lang, version or None)
    if text is None:
        return _elsewhere(request, lang, number, place)
    versions = queries.versions(text.article, lang)
    current = versions[0]
    languages = frozenset(t.lang for t in text.article.texts.all() if t.is_public)
    path = address(lang, "magazine_article", number, place)
    pictures = list(text.pictures.all())
    picture = _picture_url(pictures[0].sha256) if pictures else ""
    context: dict[str, Any] = {
        "text": text,
        "issue": text.article.issue,
        "section": text.article.section.in_language(lang),
        "title": text.article.issue.in_language(lang),
        "blocks": queries.blocks(text.body),
        "first": pictures[:1],
        "rest": pictures[1:],
        "current": current,
        "is_current": text.pk == current.pk,
        "versions": versions,
        "picture_url": picture,
        "translations": [tongue for tongue in alternates(path, languages) if not tongue.current],
        "structured": structured.article(text, versions[-1], Institution.current(), picture),
        "canonical": absolute(path),
    }
    return show(request, lang, "newsroom/magazine_article.html", context, languages=languages)


@require_safe
def pdf(request: HttpRequest, lang: str, number: int, version: int = 0) -> HttpResponse:
    """The issue as PDF: the current one, or the version asked for."""
    prints = queries.public_prints(number, lang)
    found = next((one for one in prints if one.version == version or not version), None)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="magazine-{number}-{lang}-v{found.version}.pdf"'}
    return HttpResponse(queries.print_bytes(found.sha256), content_type="application/pdf", headers=headers)


@require_safe
def picture(request: HttpRequest, sha256: str, width: int) -> HttpResponse:
    """A published picture at one of the widths that pages ask for."""
    if width not in queries.WIDTHS or not queries.public_picture(sha256):
        raise Http404
    jpeg = queries.resized_picture(sha256, width)
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": FOR_EVER})


def _languages(found: Issue) -> list[str]:
    """The languages that ``found`` is printed in, in the newsroom's order."""
    printed = {one.lang for one in found.prints.all()}
    return [code for code, _name in settings.LANGUAGES if code in printed]


def _contents(found: Issue, lang: str) -> queries.Contents:
    printed = _languages(found)
    return queries.contents(found, lang if lang in printed else printed[0])


def _pdf(contents: queries.Contents) -> str:
    return address(contents.lang, "magazine_pdf", contents.issue.number)


def _picture_url(sha256: str) -> str:
    return absolute(f"/magazine/pictures/{sha256}-{queries.WIDTHS[-1]}.jpg")


def _elsewhere(request: HttpRequest, lang: str, number: int, place: int) -> HttpResponse:
    """The article exists, but not in this language: say in which ones it does."""
    found = [queries.public_article(number, place, code) for code, _name in settings.LANGUAGES]
    texts: list[ArticleText] = [text for text in found if text is not None]
    if not texts:
        raise Http404
    languages = frozenset(text.lang for text in texts)
    return show(
        request, lang, "newsroom/magazine_elsewhere.html", {"texts": texts}, languages=languages, status=404
    )
