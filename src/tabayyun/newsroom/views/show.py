"""Putting a page together: what every public template needs."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tabayyun.kit.models import Institution
from tabayyun.newsroom.languages import absolute, address, alternates

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the main navigation."""

    name: str
    path: str
    current: bool


def show(
    request: HttpRequest,
    lang: str,
    template: str,
    context: dict[str, Any],
    *,
    languages: frozenset[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page ``template`` in ``lang``. ``languages``: those in which it exists (all when not said)."""
    institution = Institution.current()
    frame = {
        "lang": lang,
        "institution": institution,
        "institution_name": institution.in_language(lang),
        "tagline": in_words(institution.tagline, lang),
        "canonical": absolute(request.path),
        "tongues": alternates(request.path, languages),
        "all_tongues": tongues(request.path, languages),
        "sections": sections(request.path, lang),
    }
    return render(request, template, {**frame, **context}, status=status)


def tongues(path: str, languages: frozenset[str] | None) -> list[Any]:
    """The switch of languages: this page where it exists, the home page where it does not."""
    here = {tongue.lang: tongue for tongue in alternates(path, languages)}
    home = alternates(address("ar", "home"))
    return [here.get(tongue.lang, tongue) for tongue in home]


def sections(path: str, lang: str) -> list[Section]:
    """The main navigation; the section one is in is marked."""
    names = {
        "list": _("Statements"),
        "report": _("Report a rumour"),
        "ours": _("Is it ours?"),
        "verify": _("Verify"),
        "contacts": _("Press"),
    }
    paths = {name: address(lang, name) for name in names}
    return [Section(names[name], paths[name], path.startswith(paths[name])) for name in names]


def in_words(words: Any, lang: str) -> str:
    """One of ``language → words``: in ``lang``, else in Arabic, else nothing."""
    return str(words.get(lang) or words.get("ar") or "") if isinstance(words, dict) else ""


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page of ``rows`` that the address asks for; the nearest one when there is no such page."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
