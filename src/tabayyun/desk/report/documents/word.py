"""The chapter as a Word document that editors can work on, right-to-left where it is Arabic."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tabayyun.desk.report.documents import words
from tabayyun.desk.report.documents.printed import Printed
from tabayyun.desk.report.phrases import Block, Span

LOCALES = {"ar": "ar-MA", "fr": "fr-MA"}
FONT = "Arial"
"""Every word processor has it, with Arabic letters."""
BRAND = RGBColor(0x0B, 0x5C, 0x48)


def docx(chapters: Sequence[Printed]) -> bytes:
    """All ``chapters`` in one document."""
    document: Any = Document()
    lang = chapters[0].lang
    _set_up(document, chapters[0])
    for place, chapter in enumerate(chapters):
        if place:
            document.add_page_break()
        _chapter(document, chapter)
    for paragraph in document.paragraphs:
        _turn(paragraph, lang)
    for table in document.tables:
        _turn_table(table, lang)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: Any, chapter: Printed) -> None:
    properties = document.core_properties
    properties.title, properties.author = chapter.title, chapter.institution
    properties.language, properties.comments = LOCALES[chapter.lang], chapter.reference
    properties.created = properties.modified = chapter.at.replace(tzinfo=None)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), FONT)


def _chapter(document: Any, chapter: Printed) -> None:
    said = words.WORDS[chapter.lang]
    document.add_paragraph(f"{chapter.institution} · {chapter.report_title} · {chapter.heading}")
    document.add_heading(chapter.title, level=1)
    if chapter.is_draft:
        document.add_paragraph().add_run(said["draft"]).bold = True
    for block in chapter.blocks:
        _block(document, block)
    if chapter.errata:
        document.add_heading(said["errata"], level=2)
        for each in chapter.errata:
            told = words.erratum(chapter, each.figure)
            document.add_paragraph(f"{each.reference} · {told}. {each.in_language(chapter.lang)}")
    document.add_heading(said["figures"], level=2)
    _figures(document, chapter)


def _block(document: Any, block: Block) -> None:
    if block.kind == "heading":
        document.add_heading(block.plain, level=2)
    elif block.kind == "text":
        _spans(document.add_paragraph(), block.spans)


def _spans(paragraph: Any, spans: Iterable[Span]) -> None:
    for span in spans:
        run = paragraph.add_run(span.text)
        if span.figure and not span.quiet:
            run.bold, run.font.color.rgb = True, BRAND


WIDTHS = (3.8, 3.2, 2.2, 6.6)
"""Centimetres of name, value, period, and what is counted, which takes the most words."""


def _figures(document: Any, chapter: Printed) -> None:
    said, lang = words.WORDS[chapter.lang], chapter.lang
    table = document.add_table(rows=1, cols=4)
    table.style, table.autofit = "Light Grid Accent 1", False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    names = [said["figure"], said["value"], said["period"], said["counts"]]
    _fill(table.rows[0].cells, names)
    for stated in chapter.figures.values():
        value = words.short(stated.value, stated.unit, lang)
        row = [stated.word("name", lang), value, stated.period.label, words.told(stated, lang)]
        _fill(table.add_row().cells, row)


def _fill(cells: Sequence[Any], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text


def _turn_table(table: Any, lang: str) -> None:
    if lang == "ar":
        table.table_direction = WD_TABLE_DIRECTION.RTL
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                _turn(paragraph, lang)


def _turn(paragraph: Any, lang: str) -> None:
    """Say the direction of the paragraph and the language of each run: Word guesses neither."""
    if lang == "ar":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        properties = run._r.get_or_add_rPr()
        language = OxmlElement("w:lang")
        language.set(qn("w:bidi" if lang == "ar" else "w:val"), LOCALES[lang])
        if lang == "ar":
            properties.append(OxmlElement("w:rtl"))
            if run.bold:
                properties.append(OxmlElement("w:bCs"))
        properties.append(language)
