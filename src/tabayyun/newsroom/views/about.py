"""Pages about the institution and this site, corrections, and the verification page."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tabayyun.desk.press import queries
from tabayyun.kit.models import Institution
from tabayyun.newsroom.languages import address, language_of, page
from tabayyun.newsroom.views.show import in_words, page_of, show


@page
def corrections(request: HttpRequest, lang: str) -> HttpResponse:
    """Every correction and withdrawal, in all languages."""
    return show(request, lang, "newsroom/corrections.html", {"page": page_of(request, queries.corrections())})


@page
def contacts(request: HttpRequest, lang: str) -> HttpResponse:
    """Whom a journalist calls."""
    contact = in_words(Institution.current().press_contact, lang)
    return show(request, lang, "newsroom/contacts.html", {"contact": contact})


@page
def verify(request: HttpRequest, lang: str) -> HttpResponse:
    """The check as a page: everything happens in the reader's browser."""
    return show(request, lang, "newsroom/verify.html", {"jwks": queries.public_keys()})


@page
def offline_verify(request: HttpRequest, lang: str) -> HttpResponse:
    """The same check as one file, to save to disk and use without a network."""
    response = show(request, lang, "newsroom/offline_verify.html", {"jwks": queries.public_keys()})
    response.headers["Content-Disposition"] = f'attachment; filename="verify-{lang}.html"'
    return response


@page
def about(request: HttpRequest, lang: str) -> HttpResponse:
    """What this newsroom is."""
    lines = [
        _("Here the institution says what is true about what is being said, and what it checked to know it."),
        _("We judge claims, pictures and clips, never people. Opinion and criticism are not rumours."),
        _("A person examines every case, and a second one approves every statement before it is published."),
        _("What we got wrong is corrected in public; every version stays readable."),
    ]
    return _prose(request, lang, _("About this newsroom"), lines, ("corrections", _("Corrections")))


@page
def accessibility(request: HttpRequest, lang: str) -> HttpResponse:
    """What we do so that everybody can read us."""
    lines = [
        _("Every page can be read without JavaScript, with the keyboard, with a screen reader and on paper."),
        _("Colours keep the contrast of WCAG 2.2 AA in light and dark; no verdict is told by colour alone."),
        _("If something stands in your way, tell our press office: we will mend it."),
    ]
    return _prose(request, lang, _("Accessibility"), lines, ("contacts", _("Press contacts")))


@page
def privacy(request: HttpRequest, lang: str) -> HttpResponse:
    """What we know about a reader: nothing."""
    lines = [
        _("We do not count, follow or recognise readers. No page loads anything from another site."),
        _("A form sets one cookie against forgery, for that form only."),
        _("«Report a rumour» keeps your text and link. It keeps neither your name nor your address."),
        _("For the Open Days we keep the name and address of one adult, and forget them within weeks."),
        _(
            "Of a media request we keep who asks, so that we can answer, "
            "and delete it once the request is long settled."
        ),
        _("To stop abuse, a scrambled form of your network address is held in memory for one hour."),
    ]
    return _prose(request, lang, _("Privacy"), lines, ("report", _("Report a rumour")))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the language of the address."""
    lang = language_of(request.path)
    with translation.override(lang):
        context = {
            "heading": _("This page does not exist"),
            "explanation": _(
                "The address may be mistyped. Statements never disappear: search, or begin at the home page."
            ),
        }
        response = show(request, lang, "newsroom/error.html", context, languages=frozenset(), status=404)
    response.headers["Content-Language"] = lang
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500: no database, no template tag that could fail as well."""
    lang = language_of(request.path)
    with translation.override(lang):
        return HttpResponse(render_to_string("newsroom/failed.html", {"lang": lang}), status=500)


def _prose(
    request: HttpRequest, lang: str, heading: str, lines: list[str], link: tuple[str, str]
) -> HttpResponse:
    context = {"heading": heading, "lines": lines, "link": (address(lang, link[0]), link[1])}
    return show(request, lang, "newsroom/prose.html", context)
