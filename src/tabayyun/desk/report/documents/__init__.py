"""A report as files: PDF, DOCX, HTML, JSON, CSV with its description, and the press kit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tabayyun.desk.report.documents.charts import chart
from tabayyun.desk.report.documents.pages import html
from tabayyun.desk.report.documents.presskit import press_kit
from tabayyun.desk.report.documents.printed import Printed, draft, printed
from tabayyun.desk.report.documents.printing import pdf
from tabayyun.desk.report.documents.records import records
from tabayyun.desk.report.documents.tables import CONTEXT, csv, dataset, json, rows_csv
from tabayyun.desk.report.documents.word import docx

FORMATS: Mapping[str, Callable[[Sequence[Printed]], bytes]] = {
    "pdf": pdf,
    "html": html,
    "json": json,
    "csv": csv,
    "docx": docx,
}
"""What `tabayyun report --format` can write."""

__all__ = [
    "CONTEXT",
    "FORMATS",
    "Printed",
    "chart",
    "csv",
    "dataset",
    "docx",
    "draft",
    "html",
    "json",
    "pdf",
    "press_kit",
    "printed",
    "records",
    "rows_csv",
]
