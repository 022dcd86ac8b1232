"""Tags of the public pages."""

import json
import re
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from tabayyun.desk.signals.models import Verdict
from tabayyun.engine.evidence.anchor import KIND
from tabayyun.kit.templatetags.tabayyun import plain
from tabayyun.newsroom.languages import address
from tabayyun.newsroom.open_days import forms as open_days

register = template.Library()

# Drawn on a 24 × 24 grid with a stroke: a cross, a tick, an arrow turning back, scissors' cut,
# a warning, a mask and a question mark. Each verdict has its own sign, so colour is never alone.
SIGNS = {
    "magazine": "M4 5.5c3-1.2 5.5-1 8 .8 2.5-1.8 5-2 8-.8v13c-3-1.2-5.5-1-8 .8-2.5-1.8-5-2-8-.8zM12 6.3v13",
    "false": "M6 6l12 12M18 6L6 18",
    "confirmed": "M4.5 12.5l5 5L19.5 7",
    "out_of_context": "M9 5L4.5 9.5 9 14M5 9.5h8.5a5.5 5.5 0 0 1 0 11H9",
    "manipulated": "M5 19L19 5M5 5l5 5M14 14l5 5",
    "misleading": "M12 4L2.8 20h18.4zM12 10v4.5M12 17v.5",
    "satire": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M8.5 9.5v.5M15.5 9.5v.5M8 14.5q4 4 8 0",
    "unproven": "M8.5 9a3.5 3.5 0 1 1 5 3.1q-1.5.8-1.5 2.9M12 18.5v.5",
    "report": "M4 5h16v11H11l-4.5 4v-4H4zM12 8v3M12 13.2v.3",
    "figures": "M4 20h16M7 20v-6M12 20V5M17 20v-9",
    "doors": "M4 20h16M6 20V4h8v16M14 6l4 1.5V20M11 12v.5",
    "ours": "M12 3l7.5 3v5.5c0 4.6-3.2 8-7.5 9.5-4.3-1.5-7.5-4.9-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-4.8",
}
SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def sign(name: str) -> SafeString:
    """The drawing called ``name``, for the eye only."""
    return format_html(
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.4" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{}"/></svg>',
        SIGNS.get(name, ""),
    )


@register.simple_tag
def verdict_badge(verdict: str) -> SafeString:
    """The verdict in its colour, with its sign and its word; nothing when there is none."""
    if verdict not in Verdict.values:
        return SafeString("")
    return format_html(
        '<span class="verdict v-{}">{}{}</span>', verdict, sign(verdict), verdict_name(verdict)
    )


@register.filter
def verdict_name(verdict: str) -> str:
    """The word of a verdict in the language of the page."""
    return capfirst(str(Verdict(verdict).label)) if verdict in Verdict.values else ""


@register.filter
def paragraphs(text: str) -> SafeString:
    """Paragraphs from blank lines, everything else escaped: no markup is accepted in a statement."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", plain(text.replace("\r\n", "\n")))]
    lines = [
        format_html_join(mark_safe("<br>"), "{}", ((line,) for line in block.split("\n")))
        for block in blocks
        if block
    ]
    return format_html_join("\n", "<p>{}</p>", ((block,) for block in lines))


@register.simple_tag
def data_block(value: Any, kind: str, element_id: str = "") -> SafeString:
    """``value`` as JSON inside a `<script>` that is never executed."""
    # Every <, > and & is written as an escape, so nothing in it can end the element.
    text = mark_safe(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(SCRIPT_ESCAPES))  # noqa: S308
    named = format_html(' id="{}"', element_id) if element_id else ""
    return format_html('<script type="{}"{}>{}</script>', kind, named, text)


@register.simple_tag(takes_context=True)
def at(context: dict[str, Any], name: str, *arguments: object) -> str:
    """The path of a newsroom page in the language of this one."""
    return address(context["lang"], name, *arguments)


@register.filter
def statement_path(text: Any) -> str:
    """The page of a statement text, in the text's own language."""
    return address(text.lang, "statement", text.statement.reference)


@register.filter
def entry_path(entry: Any) -> str:
    """The page of what was logged: a statement's version, a chapter of the report; of custody, the leaf."""
    if entry.text:
        return version_path(entry.text)
    if entry.claims.kind == KIND:
        return reverse("newsroom:leaf", args=[entry.index])
    _prefix, year, number = entry.claims.reference.split("-")[:3]
    return address(entry.claims.lang, "chapter", year, int(number))


@register.filter
def version_path(text: Any) -> str:
    """The page of one version, which stays when a correction follows."""
    return address(text.lang, "version", text.statement.reference, text.version)


@register.filter
def room_words(slot: Any) -> str:
    """How many places a slot of the Open Days still has."""
    return open_days.room_words(slot)
