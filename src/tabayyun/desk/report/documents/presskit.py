"""What a newspaper needs to carry a chapter: one ZIP with the text, the data, the charts and a contact."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from django.utils import timezone

from tabayyun.desk.report.documents import charts, printing, tables, word
from tabayyun.desk.report.documents.printed import Printed
from tabayyun.desk.report.documents.words import WORDS
from tabayyun.kit.models import Institution


def press_kit(chapter: Printed) -> bytes:
    """``<reference>-<lang>.pdf|docx|csv|json``, ``charts/*.svg|png`` and ``contact.txt``."""
    files = {
        f"{chapter.name}.pdf": printing.pdf([chapter]),
        f"{chapter.name}.docx": word.docx([chapter]),
        f"{chapter.name}.csv": tables.csv([chapter]),
        f"{chapter.name}.json": tables.json([chapter]),
        "contact.txt": _contact(chapter).encode(),
        **_charts(chapter),
    }
    return _zipped(files, timezone.localtime(chapter.at))


def _charts(chapter: Printed) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for block in chapter.blocks:
        svg = charts.chart(chapter.figures[block.figure], chapter.lang) if block.kind == "chart" else ""
        if svg:
            files[f"charts/{block.figure}.svg"] = svg.encode()
            files[f"charts/{block.figure}.png"] = printing.png(svg.replace("Plex Arabic, ", ""))
    return files


def _contact(chapter: Printed) -> str:
    institution, said = Institution.current(), WORDS[chapter.lang]
    contact = institution.press_contact if isinstance(institution.press_contact, dict) else {}
    known = [
        str(contact.get(chapter.lang, "")),
        institution.press_email,
        institution.press_phone,
    ]
    lines = [line for line in known if line] or [said["no_contact"]]
    head = [chapter.institution, f"{chapter.report_title} · {chapter.title}", chapter.link, said["licence"]]
    return "\n".join([*head, "", said["contact"], *lines, ""])


def _zipped(files: dict[str, bytes], at: datetime) -> bytes:
    """The same files and moment give the same bytes."""
    written = io.BytesIO()
    stamp = (at.year, at.month, at.day, at.hour, at.minute, 0)
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
