"""The language of a page comes from its address: Arabic at ``/``, the others under their own prefix."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

PREFIXES = {"ar": "", "fr": "fr/", "en": "en/", "zgh": "zgh/"}
NAMES = {"ar": "العربية", "fr": "Français", "en": "English", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}

View = Callable[..., HttpResponse]


class LanguagePrefix:
    """The first part of a newsroom address.

    Reading an address, it hands the view its ``lang``; writing one (`reverse`), it follows the language
    that is active. Django's own prefix reads only the language that is already active, which the
    desk's cookie decides.
    """

    converters: dict[str, Any] = {}

    @property
    def regex(self) -> re.Pattern[str]:
        """What `reverse` puts in front."""
        return re.compile(re.escape(str(self)))

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, str]]:
        lang = language_of(path)
        return path.removeprefix(PREFIXES[lang]), (), {"lang": lang}

    def check(self) -> list[Any]:
        return []

    def describe(self) -> str:
        return f"'{self}'"

    def __str__(self) -> str:
        return PREFIXES.get(translation.get_language() or "ar", "")


def language_of(path: str) -> str:
    """The language of a path, with or without its leading slash."""
    first = path.lstrip("/").partition("/")[0]
    return first if PREFIXES.get(first) else "ar"


def address(lang: str, name: str, *arguments: object) -> str:
    """The path of the newsroom page ``name`` in ``lang``."""
    with translation.override(lang):
        return reverse(f"newsroom:{name}", args=[str(a) for a in arguments])


def absolute(path: str) -> str:
    """With the public origin in front, as printed in links, feeds and QR codes."""
    return f"{settings.ORIGIN}{path}"


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language."""

    lang: str
    name: str
    path: str
    current: bool

    @property
    def url(self) -> str:
        return absolute(self.path)


def alternates(path: str, languages: frozenset[str] | None = None) -> list[Alternate]:
    """The page at ``path`` in each of ``languages`` (all when not said); elsewhere the home page."""
    lang = language_of(path)
    rest = path.lstrip("/").removeprefix(PREFIXES[lang])
    return [
        Alternate(code, name, f"/{PREFIXES[code]}{rest}", code == lang)
        for code, name in NAMES.items()
        if languages is None or code in languages
    ]


def page(view: View) -> View:
    """A page to read, in the language of its address."""
    return require_safe(_localised(view))


def form_page(view: View) -> View:
    """A page with a form, in the language of its address."""
    return require_http_methods(["GET", "HEAD", "POST"])(_localised(view))


def _localised(view: View) -> View:
    @wraps(view)
    def localised(request: HttpRequest, lang: str, **kwargs: Any) -> HttpResponse:
        with translation.override(lang):
            request.LANGUAGE_CODE = lang
            response = view(request, lang, **kwargs)
        response.headers["Content-Language"] = lang
        return response

    return localised
