"""The figures as open data: JSON, CSV, and what a catalogue of data sets asks to know (DCAT-AP)."""

from __future__ import annotations

import csv as writing
import hashlib
import io
import json as encoding
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from tabayyun.desk.report import queries
from tabayyun.desk.report.documents.printed import Printed
from tabayyun.desk.report.documents.words import WORDS
from tabayyun.desk.report.stated import Stated
from tabayyun.engine.signing.figures import written
from tabayyun.kit.models import Institution

COLUMNS = (
    *("key", "name", "value", "unit", "period_start", "period_end", "year_before", "as_published"),
    *("rows", "rows_root", "counts", "method", "note"),
)
BOM = "\ufeff"
"""Spreadsheets read Arabic in a CSV only when it begins so."""
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGE = {
    "ar": "http://publications.europa.eu/resource/authority/language/ARA",
    "fr": "http://publications.europa.eu/resource/authority/language/FRA",
}


def json(chapters: Sequence[Printed]) -> bytes:
    """The figures with their words; of a published chapter also the bundle that proves them."""
    said = [_open_data(chapter) for chapter in chapters]
    return encoding.dumps(said[0] if len(said) == 1 else said, ensure_ascii=False, indent=1).encode()


def csv(chapters: Sequence[Printed]) -> bytes:
    """One line a figure, as it stands."""
    rows = [_row(chapter, key) for chapter in chapters for key in chapter.figures]
    return _table([COLUMNS, *rows])


def rows_csv(stated: Stated) -> bytes:
    """The rows of one figure: their day, their fingerprint, and what the public may see of them.

    Of rows that are nobody's business only the fingerprints are given: with the salt kept back they say
    nothing, and anyone can still work out the root that was signed.
    """
    shown = [f"shown_{place + 1}" for place in range(len(stated.lines[0].shown) if stated.lines else 0)]
    public = bool(shown)
    head = ["row", *(["day", "amount"] if public else []), *shown, "fingerprint"]
    body = [
        [
            str(place),
            *([line.day.isoformat(), written(line.amount)] if public else []),
            *line.shown,
            line.digest,
        ]
        for place, line in enumerate(stated.lines, 1)
    ]
    return _table([head, *body])


def dataset(chapter: Printed, files: dict[str, bytes]) -> dict[str, Any]:
    """The DCAT-AP description of a chapter's data; ``files``: format → the file itself."""
    return {
        "@context": CONTEXT,
        "@id": f"{chapter.link}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": chapter.reference,
        "dct:title": _text(f"{chapter.report_title} · {chapter.title}", chapter.lang),
        "dct:description": _text(chapter.blocks[0].plain if chapter.blocks else chapter.title, chapter.lang),
        "dct:publisher": {
            "@id": settings.ORIGIN,
            "@type": "foaf:Agent",
            "foaf:name": _text(chapter.institution, chapter.lang),
        },
        "dcat:contactPoint": _contact(chapter),
        "dcat:theme": {"@id": THEME},
        "dcat:keyword": [
            _text(each.word("name", chapter.lang), chapter.lang) for each in chapter.figures.values()
        ],
        "dct:language": {"@id": LANGUAGE[chapter.lang]},
        "dct:issued": _moment(timezone.localtime(chapter.at).isoformat(timespec="seconds")),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(f"{chapter.year}-01-01"),
            "dcat:endDate": _day(f"{chapter.year}-12-31"),
        },
        "dcat:landingPage": {"@id": chapter.link, "@type": "foaf:Document"},
        "dcat:distribution": [_distribution(chapter, kind, data) for kind, data in files.items()],
    }


def _distribution(chapter: Printed, kind: str, data: bytes) -> dict[str, Any]:
    media = {"csv": "text/csv", "json": "application/json", "pdf": "application/pdf"}[kind]
    address = f"{chapter.link}chapter.{kind}"
    return {
        "@type": "dcat:Distribution",
        "@id": address,
        "dct:title": _text(f"{chapter.title} ({kind.upper()})", chapter.lang),
        "dcat:accessURL": {"@id": chapter.link},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:format": {"@id": f"{FILE_TYPE}{kind.upper()}"},
        "dct:license": {"@id": LICENCE},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(data))},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": hashlib.sha256(data).hexdigest()},
        },
    }


def _contact(chapter: Printed) -> dict[str, Any]:
    email = Institution.current().press_email
    said: dict[str, Any] = {"@type": "vcard:Organization", "vcard:fn": chapter.institution}
    return {**said, "vcard:hasEmail": {"@id": f"mailto:{email}"}} if email else said


def _open_data(chapter: Printed) -> dict[str, Any]:
    if chapter.release:
        return queries.open_data(chapter.release)
    return {
        "reference": chapter.reference,
        "year": chapter.year,
        "chapter": chapter.number,
        "language": chapter.lang,
        "title": chapter.title,
        "draft": WORDS[chapter.lang]["draft"],
        "figures": [dict(zip(COLUMNS, _row(chapter, key), strict=True)) for key in chapter.figures],
    }


def _row(chapter: Printed, key: str) -> list[Any]:
    stands, published, lang = chapter.stands[key], chapter.figures[key], chapter.lang
    return [
        key,
        stands.word("name", lang),
        _number(stands.value),
        stands.unit.value,
        stands.period.start.isoformat(),
        stands.period.end.isoformat(),
        _number(stands.before),
        _number(published.value),
        stands.rows,
        stands.root,
        stands.word("counts", lang),
        stands.word("method", lang),
        stands.word("note", lang),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else written(value)


def _table(rows: Sequence[Sequence[Any]]) -> bytes:
    written_to = io.StringIO()
    writing.writer(written_to, lineterminator="\r\n").writerows(rows)
    return (BOM + written_to.getvalue()).encode()


def _text(words: str, lang: str) -> dict[str, str]:
    return {"@value": words, "@language": lang}


def _day(day: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": day}


def _moment(moment: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": moment}
