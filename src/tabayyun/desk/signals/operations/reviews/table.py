"""Reviews in a CSV or TSV with a header, as people keep them in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from tabayyun.desk.signals.operations.reviews.entry import Malformed, Review, UnreadableFeedError, entry

# What a column may be called, in the languages of the desk.
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "claim", "claimreviewed", "claim_text", "allégation", "affirmation", "الادعاء", "النص"),
    "title": ("title", "titre", "العنوان"),
    "lang": ("lang", "language", "langue", "اللغة"),
    "word": (
        "rating",
        "verdict",
        "label",
        "textualrating",
        "conclusion",
        "note",
        "التصنيف",
        "الحكم",
        "الخلاصة",
    ),
    "url": ("url", "link", "lien", "الرابط"),
    "publisher": ("publisher", "author", "source", "éditeur", "الناشر", "المصدر"),
    "reviewed": ("date", "reviewed_at", "reviewdate", "datepublished", "التاريخ"),
    "identifier": ("id", "external_id", "identifiant", "المعرف"),
}


def read_table(data: bytes) -> Iterator[Review | Malformed]:
    """Raises UnreadableFeedError without a column for the claim and one for the rating."""
    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    header = text[: text.find("\n")] if "\n" in text else text
    delimiter = max("\t;,", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    places = _places(next(reader, []))
    if not {"text", "word"} <= places.keys():
        raise UnreadableFeedError(_("The first line must name a column «text» and a column «rating»."))
    return _rows(reader, places)


def _rows(reader: Iterator[list[str]], places: dict[str, int]) -> Iterator[Review | Malformed]:
    last = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            last += 1
            yield Malformed(_("line %(number)s") % {"number": last}, str(error))
            continue
        last = getattr(reader, "line_num", last + 1)
        if any(cell.strip() for cell in row):
            values = {name: row[column] for name, column in places.items() if column < len(row)}
            yield entry(_("line %(number)s") % {"number": last}, text=values.pop("text", ""), **values)  # type: ignore[arg-type]


def _places(header: list[str]) -> dict[str, int]:
    names = [name.strip().casefold() for name in header]
    return {
        field: names.index(found)
        for field, aliases in COLUMNS.items()
        if (found := next((alias for alias in aliases if alias in names), None)) is not None
    }
