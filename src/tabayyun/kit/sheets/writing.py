"""Tables out: CSV and XLSX that a spreadsheet program opens without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language_bidi

from tabayyun.kit.templatetags.tabayyun import plain

Value = str | int | float | date | datetime | None
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
RISKY = ("=", "+", "-", "@")
WIDEST = 60


def safe(text: str) -> str:
    """``text`` that no program takes for a formula: a quote goes before it. `cells.text_of` takes it off."""
    shown = text.strip()
    return f"'{shown}" if shown.startswith(RISKY) else shown


def csv_bytes(heads: Sequence[object], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a mark, so that Excel reads Arabic; dates as 2022-03-25."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe(str(head)) for head in heads])
    writer.writerows([_for_csv(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(heads: Sequence[object], rows: Iterable[Sequence[Value]], *, sheet: str = "") -> bytes:
    """One sheet, in the reading direction of the user's language; no cell is a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(_sheet_name(sheet) or None)
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    if get_language_bidi():
        page.right_to_left()
    page.freeze_panes(1, 0)
    page.write_row(0, 0, [str(head) for head in heads], bold)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                page.write_datetime(number, place, _naive(value), moment)
            elif isinstance(value, date):
                page.write_datetime(number, place, value, day)
            elif isinstance(value, str):
                page.write_string(number, place, plain(value)[:32_767])
            elif value is not None:
                page.write_number(number, place, value)
    page.autofit(WIDEST * 7)
    book.close()
    return out.getvalue()


def answer(name: str, ending: str, heads: Sequence[object], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A download called ``name``; ``ending``: csv or xlsx."""
    data = csv_bytes(heads, rows) if ending == "csv" else xlsx_bytes(heads, rows)
    return HttpResponse(
        data,
        content_type=TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )


def _for_csv(value: Value) -> str | int | float:
    if isinstance(value, str):
        return safe(plain(value))
    if isinstance(value, datetime):
        return _naive(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _naive(at: datetime) -> datetime:
    """In the institution's time, which spreadsheets do not know by name."""
    return timezone.localtime(at).replace(tzinfo=None)


def _sheet_name(text: str) -> str:
    return "".join(c for c in text if c not in r"[]:*?/\'")[:31]
