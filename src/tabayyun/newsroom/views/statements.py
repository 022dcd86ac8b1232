"""One statement: its page, its proof as a file, and its picture for those who share it."""

import json
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tabayyun.desk.press import queries
from tabayyun.desk.press.models import StatementText
from tabayyun.engine.signing import qr
from tabayyun.engine.text import language
from tabayyun.kit.models import Institution
from tabayyun.newsroom import picture, structured
from tabayyun.newsroom.languages import absolute, address, alternates, page
from tabayyun.newsroom.views.show import show

# What the engine calls a language → what a browser calls it.
CLAIM_LANGUAGES = {"ar": "ar", "ary": "ary", "arabizi": "ary-Latn", "fr": "fr", "en": "en"}


@page
def statement(request: HttpRequest, lang: str, reference: str, version: int = 0) -> HttpResponse:
    """What was said, the verdict, what was checked, when, and how to check us."""
    text = queries.public_text(reference, lang, version or None)
    if text is None:
        return _elsewhere(request, lang, reference)
    versions = list(queries.versions(text.statement, lang))
    current = _current(versions, text)
    languages = frozenset(_languages(reference))
    context = _context(text, current, versions, lang)
    context["translations"] = [
        tongue
        for tongue in alternates(address(lang, "statement", reference), languages)
        if not tongue.current
    ]
    if text.pk == current.pk:
        context["canonical"] = absolute(address(lang, "statement", reference))
    return show(request, lang, "newsroom/statement.html", context, languages=languages)


@require_safe
def bundle(request: HttpRequest, lang: str, reference: str, version: int = 0) -> HttpResponse:
    """The statement with its proof, to keep and to verify offline."""
    text = _public(reference, lang, version)
    body = json.dumps(queries.bundle(text), ensure_ascii=False, indent=1)
    return _file(body, "application/json", f"{reference}-{lang}-v{text.version}.json")


@require_safe
def jws(request: HttpRequest, lang: str, reference: str, version: int = 0) -> HttpResponse:
    """The signature alone."""
    text = _public(reference, lang, version)
    return _file(text.jws + "\n", "application/jose", f"{reference}-{lang}-v{text.version}.jws")


@require_safe
def image(request: HttpRequest, lang: str, reference: str, version: int = 0) -> HttpResponse:
    """The Open Graph image: 1200 × 630, the verdict in its colour, the title and the reference."""
    text = _public(reference, lang, version)
    return HttpResponse(picture.of(text, Institution.current()), content_type="image/png")


def _context(
    text: StatementText, current: StatementText, versions: list[StatementText], lang: str
) -> dict[str, Any]:
    reference = text.statement.reference
    base = address(lang, "version", reference, text.version)
    picture_url = absolute(f"{base}image.png")
    by_version = {other.version: other for other in versions}
    former = by_version.get(text.version - 1)
    return {
        "text": text,
        "statement": text.statement,
        "is_current": text.pk == current.pk,
        "versions": versions,
        "successor": by_version.get(text.version + 1),
        "former": former,
        "former_path": address(lang, "version", reference, former.version) if former else "",
        "bundle": queries.bundle(text),
        "bundle_path": f"{base}statement.json",
        "jws_path": f"{base}statement.jws",
        "claim_lang": CLAIM_LANGUAGES.get(language(text.statement.claim), ""),
        "entry": getattr(text, "log_entry", None),
        "qr": _qr(text.jws, _("QR code with the signature of this statement")),
        "picture_url": picture_url,
        "picture_words": picture.words(text),
        "structured": structured.data(text, Institution.current(), picture_url),
    }


@lru_cache(maxsize=512)
def _qr(jws: str, title: str) -> SafeString:
    """The compact signature: scanned, it is all that verifying needs beside the text.

    Choosing the mask of a code takes as long as the rest of the page, and a signature never changes.
    """
    return mark_safe(qr.svg(jws, title=title))  # noqa: S308  (dots, and a title of ours)


def _current(versions: list[StatementText], text: StatementText) -> StatementText:
    """The version that stands: the newest one that is public."""
    return max(versions, key=lambda other: other.version, default=text)


def _languages(reference: str) -> list[str]:
    return list(
        StatementText.objects.filter(statement__reference=reference, published_at__isnull=False).values_list(
            "lang", flat=True
        )
    )


def _elsewhere(request: HttpRequest, lang: str, reference: str) -> HttpResponse:
    """The statement exists, but not in this language (yet): say in which ones it does."""
    found = [queries.public_text(reference, other, None) for other in sorted(set(_languages(reference)))]
    texts = [text for text in found if text is not None and text.lang != lang]
    if not texts:
        raise Http404
    languages = frozenset(text.lang for text in texts)
    return show(request, lang, "newsroom/elsewhere.html", {"texts": texts}, languages=languages, status=404)


def _public(reference: str, lang: str, version: int) -> StatementText:
    text = queries.public_text(reference, lang, version or None)
    if text is None:
        raise Http404(_("No such statement"))
    return text


def _file(body: str, content_type: str, name: str) -> HttpResponse:
    safe = "".join(c for c in name if c.isalnum() or c in "-._")
    return HttpResponse(
        body,
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{safe}"'},
    )
