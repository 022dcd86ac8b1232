"""The figures of a chapter: as the records say now, as they were published, and as they stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from tabayyun.desk.report.figures import REGISTER
from tabayyun.desk.report.models import Chapter, FrozenFigure
from tabayyun.desk.report.phrases import figures_in
from tabayyun.desk.report.stated import Stated, frozen, live


def live_figures(chapter: Chapter, salts: dict[str, str] | None = None) -> dict[str, Stated]:
    """Key → every figure that the texts of ``chapter`` name, computed now."""
    year, given = chapter.report.year, salts or {}
    return {key: live(REGISTER[key].of(year), given.get(key, "")) for key in figure_keys(chapter)}


def figure_keys(chapter: Chapter) -> list[str]:
    """The figures that the texts of ``chapter`` name, each once, in their order."""
    named = figures_in(*(text.source for text in chapter.texts.order_by("lang")))
    return [key for key in named if key in REGISTER]


def as_published(chapter: Chapter) -> dict[str, Stated]:
    """Key → the figure as it was frozen with the chapter; empty before publication."""
    return {row.key: _stated(row) for row in chapter.figures.filter(erratum__isnull=True)}


def standing(chapter: Chapter) -> dict[str, Stated]:
    """Key → the figure as the newest published erratum has it, else as it was published."""
    return {row.key: _stated(row) for row in chapter.figures.order_by("id")}


def revision(chapter: Chapter, figures: Mapping[str, Stated] | None = None) -> str:
    """16 hex digits that change whenever the words or the figures of ``chapter`` change.

    ``figures`` are its `live_figures`, when they are at hand: computing them takes a moment.
    """
    words = [[text.lang, text.title, text.source] for text in chapter.texts.order_by("lang")]
    found = live_figures(chapter) if figures is None else figures
    whole = json.dumps(
        [words, [stated.signed for stated in found.values()]], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _stated(row: FrozenFigure) -> Stated:
    known = REGISTER.get(row.key)
    return frozen(row, additive=known.additive if known else True)
