"""WACZ 1.1.1: a WARC with its index and pages in one zip that a browser can replay.

Published format: https://specs.webrecorder.net/wacz/1.1.1/ and …/cdxj/0.1.0/.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from tabayyun.plugins.capturing.warc import Place, digest_of

VERSION = "1.1.1"
ARCHIVE, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"


@dataclass(frozen=True, slots=True)
class Page:
    """What the archive opens with."""

    url: str
    title: str
    at: datetime


def write(target: Path, warc: bytes, places: Iterable[Place], page: Page, software: str) -> None:
    """Pack ``warc`` with its index. The zip is stored, not packed again, so that it can be read in place."""
    files = {ARCHIVE: warc, INDEX: index(places), PAGES: _pages(page)}
    package = json.dumps(_package(files, page, software), ensure_ascii=False, indent=1).encode()
    files["datapackage.json"] = package
    digest = {"path": "datapackage.json", "hash": digest_of(package)}
    files["datapackage-digest.json"] = json.dumps(digest).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, page.at.timetuple()[:6]), data)


def index(places: Iterable[Place]) -> bytes:
    """One line an answer, sorted: where it lies in the WARC."""
    return b"".join(sorted(map(_line, places)))


def surt(url: str) -> str:
    """The address as indexes sort it: ``com,example)/path?query``."""
    parts = urlsplit(url.lower())
    host = re.sub(r"^www\d*\.", "", parts.hostname or "")
    port = f":{parts.port}" if parts.port and (parts.scheme, parts.port) not in _USUAL else ""
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path or '/'}{query}"


_USUAL = {("http", 80), ("https", 443)}


def _line(place: Place) -> bytes:
    one = place.exchange
    about = {
        "url": one.url,
        "mime": one.media_type or "unk",
        "status": str(one.status),
        "digest": place.digest,
        "length": str(place.length),
        "offset": str(place.offset),
        "filename": Path(ARCHIVE).name,
    }
    return f"{surt(one.url)} {one.at:%Y%m%d%H%M%S} {json.dumps(about)}\n".encode()


def _pages(page: Page) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    one = {"id": "page-1", "url": page.url, "ts": _moment(page.at), "title": page.title}
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in (head, one)).encode()


def _package(files: dict[str, bytes], page: Page, software: str) -> dict[str, object]:
    return {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": page.title or page.url,
        "created": _moment(page.at),
        "software": software,
        "mainPageUrl": page.url,
        "mainPageDate": _moment(page.at),
        "resources": [
            {"name": Path(path).name, "path": path, "hash": digest_of(data), "bytes": len(data)}
            for path, data in files.items()
        ],
    }


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
