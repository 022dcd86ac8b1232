"""The chapter as one HTML file that stands alone: no style sheet, no script, no network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from tabayyun.desk.report.documents import charts, words
from tabayyun.desk.report.documents.printed import Printed
from tabayyun.desk.report.phrases import Block
from tabayyun.engine import counting


def html(chapters: Sequence[Printed]) -> bytes:
    """All ``chapters`` on one page; each number leads to the table that says what it counts."""
    first = chapters[0]
    with translation.override(first.lang):
        context = {
            "first": first,
            "chapters": [shown(chapter) for chapter in chapters],
            "words": words.WORDS[first.lang],
        }
        return render_to_string("report/document.html", context).encode()


def drawn(block: Block, chapter: Printed) -> dict[str, Any]:
    """A block as a template shows it."""
    if block.kind != "chart":
        return {"kind": block.kind, "spans": block.spans, "plain": block.plain}
    stated = chapter.figures[block.figure]
    return {
        "kind": "chart",
        "figure": block.figure,
        "title": charts.title(stated, chapter.lang),
        "svg": mark_safe(charts.chart(stated, chapter.lang)),  # noqa: S308  (our template, which escapes)
    }


def shown(chapter: Printed) -> dict[str, Any]:
    """A chapter as templates show it: its blocks, its errata and its figures in words."""
    lang = chapter.lang
    return {
        "chapter": chapter,
        "blocks": [drawn(block, chapter) for block in chapter.blocks],
        "errata": [
            (each.reference, words.erratum(chapter, each.figure), each.in_language(lang))
            for each in chapter.errata
        ],
        "figures": [
            {
                "key": stated.key,
                "missing": stated.value is None,
                "name": stated.word("name", lang),
                "value": words.short(stated.value, stated.unit, lang),
                "period": stated.period.label,
                "before": words.before(stated, lang),
                "told": words.told(stated, lang),
                "rows": counting.grouped(stated.rows),
            }
            for stated in chapter.figures.values()
        ],
    }
