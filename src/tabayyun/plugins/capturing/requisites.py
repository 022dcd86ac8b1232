"""What belongs to a page: its pictures, style sheets, scripts, fonts and clips, by its own source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

MOST = 500
"""Addresses that are taken from one page or style sheet."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CSS = re.compile(r"url\(\s*([\"']?)(.{1,2000}?)\1\s*\)|@import\s+([\"'])(.{1,2000}?)\3", re.IGNORECASE)
_ATTRIBUTES = {
    "img": ("src",),
    "source": ("src",),
    "script": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "input": ("src",),
    "track": ("src",),
    "image": ("href", "xlink:href"),
    "body": ("background",),
}
_LINKS = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest"}


def text(body: bytes, content_type: str) -> str:
    """A page or a style sheet as text: by its header, else by its own word, else UTF-8."""
    named = _CHARSET.search(content_type.encode("latin-1", "replace")) or _CHARSET.search(body[:2048])
    try:
        return body.decode(named[1].decode("ascii") if named else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def of_page(url: str, source: str) -> tuple[list[str], str]:
    """The addresses of what belongs to the page, in its order, and its title."""
    reading = _Reading()
    reading.feed(source)
    reading.close()
    base = urljoin(url, reading.base) if reading.base else url
    return _absolute(base, [*reading.found, *_in_css(" ".join(reading.styles))]), reading.title.strip()[:300]


def of_style(url: str, source: str) -> list[str]:
    """The addresses of what a style sheet needs."""
    return _absolute(url, list(_in_css(source)))


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.styles: list[str] = []
        self.base = ""
        self.title = ""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag
        if tag == "base":
            self.base = self.base or given.get("href", "")
        if tag == "link" and _LINKS & set(given.get("rel", "").lower().split()):
            self.found.append(given.get("href", ""))
        self.found += [given[name] for name in _ATTRIBUTES.get(tag, ()) if name in given]
        if tag in {"img", "source"}:
            self.found += (part.split()[0] for part in given.get("srcset", "").split(",") if part.split())
        if "style" in given:
            self.styles.append(given["style"])

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.styles.append(data)
        elif self._inside == "title" and not self.title:
            self.title = data


def _in_css(source: str) -> Iterator[str]:
    for found in _CSS.finditer(source):
        yield found[2] or found[4]


def _absolute(base: str, found: list[str]) -> list[str]:
    """Each once, web addresses only."""
    addresses: dict[str, None] = {}
    for one in found:
        try:
            address = urljoin(base, one.strip())
            if urlsplit(address).scheme in {"http", "https"}:
                addresses[address.partition("#")[0]] = None
        except ValueError:
            continue
    return list(addresses)[:MOST]
