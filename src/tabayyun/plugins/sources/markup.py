"""HTML as people read it: the words, with line breaks where a browser breaks, and the pictures in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKING = frozenset(
    "address article aside blockquote dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li "  # noqa: SIM905
    "main nav ol p pre section table tr ul".split()
)
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "title", "svg", "object"})
_SPACES = re.compile(r"[^\S\n]+")
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.images: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":  # whatever was left open before it ends here, as in a browser
            self._silent.clear()
        elif tag in _SILENT:
            self._silent.append(tag)
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BREAKING:
            self.parts.append("\n\n" if tag == "p" else "\n")
        elif tag == "img" and (address := dict(attrs).get("src")):
            self.images.append(address)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in _BREAKING:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " "))


def to_text(html: str) -> str:
    """The words of ``html``, without anything that is not shown (scripts, styles)."""
    return tidy("".join(_read(html).parts))


def images(html: str) -> list[str]:
    """The addresses of the pictures in ``html``, in their order."""
    return _read(html).images


def is_html(text: str) -> bool:
    """Whether ``text`` holds a tag or a character reference."""
    return _MARKUP.search(text) is not None


def tidy(text: str) -> str:
    """Single spaces, no blank at the end of a line, at most one empty line in a row."""
    lines = [_SPACES.sub(" ", line).strip(" ") for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
