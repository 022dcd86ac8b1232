"""``tabayyun report YEAR``: the yearly report as a file, as published or as the records say now."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tabayyun.desk.report import chapters
from tabayyun.desk.report.documents import FORMATS, Printed, draft, printed, records
from tabayyun.desk.report.models import Chapter
from tabayyun.desk.report.operations.writing import FIRST_YEAR, LAST_YEAR
from tabayyun.desk.report.stated import LANGUAGES


class Command(BaseCommand):
    help = "Write the yearly report as PDF, HTML, JSON, CSV or DOCX."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
        parser.add_argument("--format", choices=sorted(FORMATS), default="pdf")
        parser.add_argument("--chapter", type=int, help="only this one; all of them when it is not given")
        parser.add_argument("--output", help="file to write, or - for the output; named by itself otherwise")
        parser.add_argument("--records", metavar="FOLDER", help="write the records behind it there, as CSV")

    def handle(self, *, year: int, lang: str, format: str, **options: Any) -> None:  # noqa: A002
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(f"no report on {year}: a year from {FIRST_YEAR} to {LAST_YEAR}")
        if options["records"]:
            self._write_records(year, Path(options["records"]))
            return
        found = self._chapters(year, lang, options["chapter"])
        written = FORMATS[format](found)
        if options["output"] == "-":
            sys.stdout.buffer.write(written)
            return
        name = found[0].name if len(found) == 1 else f"TQ-{year}-{lang}"
        path = Path(options["output"] or f"{name}.{format}")
        try:
            path.write_bytes(written)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        self.stdout.write(f"{path}: {len(written)} bytes, {sum(len(c.figures) for c in found)} figures")

    def _write_records(self, year: int, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in records(year).items():
                (folder / name).write_bytes(content)
                self.stdout.write(f"{folder / name}: {len(content)} bytes")
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}") from None

    def _chapters(self, year: int, lang: str, number: int | None) -> list[Printed]:
        now = timezone.now()
        kept = Chapter.objects.filter(report__year=year).select_related("report").order_by("number")
        if kept.exists():
            found = [printed(chapter, lang, now) for chapter in kept if number in {None, chapter.number}]
        else:
            keys = [key for key, its in chapters.NUMBERS.items() if number in {None, its}]
            found = [draft(key, year, lang, now) for key in keys]
        if not found:
            known = ", ".join(map(str, sorted(chapters.NUMBERS.values())))
            raise CommandError(f"no chapter {number}; there are {known}")
        return found
