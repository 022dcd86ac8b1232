"""What the pages that verify need: the sentences of the engine, and the script itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from tabayyun.engine.signing.sentences import sentences
from tabayyun.newsroom.templatetags.newsroom import data_block

register = template.Library()
SCRIPT = Path(__file__).resolve().parent.parent / "static" / "newsroom" / "verify.js"


@register.simple_tag(takes_context=True)
def verification_sentences(context: dict[str, Any]) -> SafeString:
    """The data block from which `verify.js` takes its words, in the language of the page."""
    said = {key: text for key, text in sentences(context["lang"]).items() if not key.startswith("page_")}
    return data_block(said, "application/json", "tabayyun-sentences")


@register.simple_tag(takes_context=True)
def verification_word(context: dict[str, Any], key: str) -> str:
    """One sentence of the engine, in the language of the page."""
    return sentences(context["lang"])[key]


@register.simple_tag
@cache
def verification_script() -> SafeString:
    """The source of `verify.js`, for a page that has to work without any other file."""
    return mark_safe(SCRIPT.read_text(encoding="utf-8").replace("</", "<\\/"))  # noqa: S308  (our own file)
