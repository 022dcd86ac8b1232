"""The current row of a chapter, and text as it is kept."""

from __future__ import annotations

import unicodedata

from tabayyun.desk.report.models import Chapter
from tabayyun.kit.locks import serialise
from tabayyun.kit.templatetags.tabayyun import plain


def locked(chapter: Chapter) -> Chapter:
    """``chapter`` as it stands now, held until the end of the transaction."""
    serialise(f"report chapter {chapter.pk}")
    return Chapter.objects.select_related("report", "author", "approver").get(pk=chapter.pk)


def tidy(written: str) -> str:
    """``written`` with one kind of line end, without control characters, surrogates and bidi overrides."""
    lines = written.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in plain(lines) if unicodedata.category(c) != "Cs").strip()
