"""The chapter as a printed yearly report: PDF/A-2a and PDF/UA-1, by typst."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone
from django.utils.text import capfirst

from tabayyun.desk.report.calendar import month
from tabayyun.desk.report.documents import charts, words
from tabayyun.desk.report.documents.printed import Printed
from tabayyun.desk.report.phrases import Block
from tabayyun.desk.report.stated import Stated
from tabayyun.engine import counting
from tabayyun.engine.signing import qr
from tabayyun.kit.documents import FONTS
from tabayyun.kit.documents import pdf as document

LAYOUT = Path(__file__).with_name("chapter.typ")
TILES = 4
"""Figures that open a chapter, large."""
INCH = 192.0


def pdf(chapters: Sequence[Printed]) -> bytes:
    """All ``chapters``, of one report and in one language, as one document."""
    first = chapters[0]
    files: dict[str, bytes] = {}
    data = {
        "report": first.report_title,
        "institution": first.institution,
        "words": words.WORDS[first.lang],
        "chapters": [_chapter(chapter, files) for chapter in chapters],
    }
    title = f"{first.report_title} · {first.title}"
    return document(LAYOUT, title=title, lang=first.lang, at=first.at, data=data, files=files)


def png(svg: str) -> bytes:
    """A chart as a picture, with our fonts."""
    page = (
        '#set page(width: auto, height: auto, margin: 12pt, fill: white)\n#image("chart.svg", width: 420pt)'
    )
    return _drawn(page, svg)


def _drawn(page: str, svg: str) -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="tabayyun-chart-") as folder:
        (Path(folder) / "main.typ").write_text(page, encoding="utf-8")
        (Path(folder) / "chart.svg").write_text(svg, encoding="utf-8")
        image: bytes = typst.compile(
            str(Path(folder) / "main.typ"),
            format="png",
            ppi=INCH,
            font_paths=[str(fonts) for fonts in FONTS],
            ignore_system_fonts=True,
        )
    return image


def _chapter(chapter: Printed, files: dict[str, bytes]) -> dict[str, Any]:
    lang, said = chapter.lang, words.WORDS[chapter.lang]
    known = [stated for stated in chapter.figures.values() if stated.value is not None]
    tiles = [stated for stated in known if stated.additive][:TILES]
    return {
        "id": chapter.reference,
        "heading": chapter.heading,
        "title": chapter.title,
        "draft": said["draft"] if chapter.is_draft else "",
        "date": _date(chapter),
        "tiles": [[words.short(each.value, each.unit, lang), each.word("name", lang)] for each in tiles],
        "blocks": [_block(block, chapter, files) for block in chapter.blocks],
        "figures": [_figure(stated, lang) for stated in chapter.figures.values()],
        "errata": [
            [each.reference, words.erratum(chapter, each.figure), each.in_language(lang)]
            for each in chapter.errata
        ],
        **_proof(chapter, files),
    }


def _block(block: Block, chapter: Printed, files: dict[str, bytes]) -> dict[str, Any]:
    if block.kind != "chart":
        return {"kind": block.kind, "spans": [[span.text, span.figure, span.quiet] for span in block.spans]}
    stated = chapter.figures[block.figure]
    svg = charts.chart(stated, chapter.lang)
    if not svg:
        return {"kind": "nothing"}
    name = f"{chapter.reference}-{block.figure}.svg"
    files[name] = svg.replace("Plex Arabic, ", "").encode()
    title, says = charts.title(stated, chapter.lang), charts.says(stated, chapter.lang)
    return {"kind": "chart", "file": f"/files/{name}", "title": title, "says": f"{title}: {says}"}


def _figure(stated: Stated, lang: str) -> dict[str, Any]:
    return {
        "key": stated.key,
        "name": stated.word("name", lang),
        "value": words.short(stated.value, stated.unit, lang),
        "note": capfirst(stated.word("note", lang)),
        "period": stated.period.label,
        "before": words.before(stated, lang),
        "rows": counting.grouped(stated.rows),
        "counts": capfirst(stated.word("counts", lang)),
        "method": capfirst(stated.word("method", lang)),
    }


def _proof(chapter: Printed, files: dict[str, bytes]) -> dict[str, str]:
    if chapter.release is None:
        return {"signed": "", "link": chapter.link, "reference": chapter.reference, "qr": ""}
    name = f"{chapter.reference}-qr.svg"
    files[name] = qr.svg(chapter.link, title="QR").encode()
    signed = words.WORDS[chapter.lang]["signed"].format(index=chapter.release.entry.index)
    return {"signed": signed, "link": chapter.link, "reference": chapter.reference, "qr": f"/files/{name}"}


def _date(chapter: Printed) -> str:
    day = timezone.localdate(chapter.at)
    said = f"{day.day} {month(day, chapter.lang)}"
    return words.WORDS[chapter.lang]["made" if chapter.is_draft else "published"].format(date=said)
