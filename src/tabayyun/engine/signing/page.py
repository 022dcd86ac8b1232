"""A saved newsroom page: the bundle in it, and the text that it shows.

The same reading as `verify.js` does in a browser: the text of the nodes inside
``<article data-statement>`` that carry ``data-field``; `title` and `body` as they stand, one sentence
for each ``li`` of `checked`, `claim` if it is shown, and of `verdict` the code in ``data-value``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tabayyun.engine.signing.errors import MalformedError

BUNDLE_ID = "tabayyun-bundle"
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
_BREAKING = frozenset(
    "address article blockquote br dd div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table "  # noqa: SIM905
    "td tr ul".split()
)


@dataclass(slots=True)
class Page:
    """What was found: the parsed bundle, and the text fields of a bundle as the page shows them."""

    bundle: Any
    shown: dict[str, Any] = field(default_factory=dict)


def read_page(html: str) -> Page:
    """The statement page in ``html``. Raises MalformedError when it is none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if not reader.data:
        raise MalformedError("the page holds no verification bundle")
    if reader.statements != 1 or not {"title", "body"} <= reader.fields.keys():
        raise MalformedError("the page shows no statement, or several")
    try:
        bundle = json.loads("".join(reader.data))
    except (ValueError, RecursionError) as error:
        raise MalformedError("the bundle in the page is not JSON") from error
    shown: dict[str, Any] = {name: "\n".join(texts) for name, texts in reader.fields.items()}
    return Page(bundle, {**shown, "checked": ["".join(item) for item in reader.checked]})


class _Reader(HTMLParser):
    """Walks the page once. ``open`` holds the name of every open element and the field it started."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.statements = 0
        self.data: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.checked: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BREAKING:
            self._text("\n")
        started = self._started(tag, given)
        if tag not in _VOID:
            self.open.append((tag, started))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]
        if tag in _BREAKING:
            self._text("\n")

    def handle_data(self, data: str) -> None:
        if any(started == "bundle" for _, started in self.open):
            self.data.append(data)
        else:
            self._text(data)

    def _started(self, tag: str, given: dict[str, str]) -> str:
        """What this element begins: the bundle, the statement, a field, a sentence of what was checked."""
        if tag == "script":
            return "bundle" if given.get("id") == BUNDLE_ID else ""
        if tag == "article" and "data-statement" in given:
            self.statements += 1
            return "statement"
        inside = {started for _, started in self.open}
        if "statement" not in inside:
            return ""
        if tag == "li" and "checked" in inside and "sentence" not in inside:
            self.checked.append([])
            return "sentence"
        name = given.get("data-field", "")
        if name in {"title", "body", "claim"}:
            self.fields.setdefault(name, []).append("")
        elif name == "verdict":
            self.fields.setdefault(name, []).append(given.get("data-value", ""))
        return name

    def _text(self, data: str) -> None:
        inside = {started for _, started in self.open}
        for name in inside & {"title", "body", "claim"}:
            self.fields[name][-1] += data
        if "sentence" in inside:
            self.checked[-1].append(data)
