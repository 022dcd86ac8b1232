"""What waits in the quarantine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import BinaryField, QuerySet
from django.db.models.functions import Substr

from tabayyun.desk.watch.models import QuarantinedLine
from tabayyun.desk.watch.queries.words import reason_in_words
from tabayyun.plugins.sources import reasons

SHOWN_CHARACTERS = 2000


def waiting() -> QuerySet[QuarantinedLine]:
    """Lines that neither became a post nor were discarded."""
    return QuarantinedLine.objects.filter(replayed_at=None, discarded_at=None)


def quarantined(source: str = "", reason: str = "") -> QuerySet[QuarantinedLine]:
    """Waiting lines of a source (short name) or with a reason code; newest first."""
    lines = waiting().select_related("source").order_by("-id")
    if source:
        lines = lines.filter(source__slug=source)
    return lines.filter(reason=reason) if reason else lines


def listed(source: str = "", reason: str = "") -> QuerySet[QuarantinedLine]:
    """The same for a page: only the first bytes of each line are read, as ``start``."""
    start = Substr("raw", 1, SHOWN_CHARACTERS * 4, output_field=BinaryField())
    return quarantined(source, reason).defer("raw", "header").annotate(start=start)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of `listed` as it is shown."""

    line: QuarantinedLine
    reason: str
    text: str
    """Its beginning; broken bytes stand as U+FFFD."""
    cut: bool
    repairable: bool


def row(line: Any) -> Row:
    """How a line of `listed` is shown."""
    start = bytes(line.start or b"")
    text = start.decode("utf-8", "replace")[:SHOWN_CHARACTERS]
    cut = len(text) == SHOWN_CHARACTERS or len(start) < line.size
    return Row(line, reason_in_words(line.reason), text, cut, line.reason in reasons.REPAIRABLE)


def file_of(digest: str) -> Path:
    """Where a large line with this SHA-256 is kept."""
    return Path(settings.HOME) / "quarantine" / digest


def bytes_of(line: QuarantinedLine) -> bytes:
    """The whole line, byte for byte."""
    raw = bytes(line.raw)
    return raw if len(raw) == line.size else file_of(line.sha256).read_bytes()
