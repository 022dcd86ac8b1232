"""PDF documents: a typst layout and data in, a file for archives and screen readers out.

Every document is PDF/A-2a and PDF/UA-1 at once; typst refuses to write one that is not. The same
layout, data and moment give the same bytes.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import fontpkg_ibm_plex_sans_arabic
import typst
from django.utils.translation import gettext as _

from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Institution
from tabayyun.kit.templatetags.tabayyun import direction, plain

FRAME = Path(__file__).with_name("document.typ")
FONTS = (
    Path(fontpkg_ibm_plex_sans_arabic.__file__).parent / "files",
    Path(__file__).parent / "static" / "kit" / "fonts",
)
UNPRINTABLE = re.compile(r'the text `"(.+?)"` could not be displayed')


class DocumentError(Exception):
    """The layout does not give a document that keeps the standards; the message is typst's."""


def pdf(
    layout: Path,
    *,
    title: str,
    lang: str,
    at: datetime,
    data: Mapping[str, Any],
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """The document that ``layout`` makes of ``data`` (anything JSON), in ``lang``, dated ``at``.

    The layout begins with ``#import "/document.typ": given, house`` and ``#show: house``; it
    finds ``data`` in ``given.data`` and each of ``files`` (name → bytes) under ``/files/``. Whatever
    the data says reaches it as text, never as markup. Raises `Refused` for characters that no font of
    ours has, DocumentError for a breach of the standards.
    """
    given = {
        "title": plain(title),
        "lang": lang,
        "dir": direction(lang),
        "institution": plain(Institution.current().in_language(lang)),
        "data": _plainly(data),
    }
    with tempfile.TemporaryDirectory(prefix="tabayyun-pdf-") as folder:
        root = Path(folder)
        _lay_out(root, layout, files or {})
        return _compiled(root, json.dumps(given, ensure_ascii=False), at)


def _plainly(value: Any) -> Any:
    """``value`` without bidi overrides and control characters in its texts."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: _plainly(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plainly(one) for one in value]
    return value


def _lay_out(root: Path, layout: Path, files: Mapping[str, bytes]) -> None:
    """A folder of its own: the layout can read what is in it, and nothing else."""
    (root / "main.typ").write_bytes(layout.read_bytes())
    (root / FRAME.name).write_bytes(FRAME.read_bytes())
    (root / "files").mkdir()
    for name, content in files.items():
        (root / "files" / Path(name).name).write_bytes(content)


def _compiled(root: Path, given: str, at: datetime) -> bytes:
    try:
        return typst.compile(
            str(root / "main.typ"),
            root=str(root),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            font_paths=[str(folder) for folder in FONTS],
            ignore_system_fonts=True,
            sys_inputs={"given": given},
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        raise _refusal(error.diagnostic) from error


def _refusal(diagnostic: str) -> Exception:
    characters = list(dict.fromkeys(UNPRINTABLE.findall(diagnostic)))
    if not characters:
        return DocumentError(diagnostic)
    return Refused(
        _("These characters cannot be printed: %(characters)s") % {"characters": " ".join(characters)}
    )
