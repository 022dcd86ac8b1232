"""What waits in the quarantine."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from tabayyun.desk.watch.models import QuarantinedLine

SHOWN_CHARACTERS = 2000


def waiting() -> QuerySet[QuarantinedLine]:
    """Lines that neither became a post nor were discarded."""
    return QuarantinedLine.objects.filter(replayed_at=None, discarded_at=None)


def quarantined(source: str = "", reason: str = "") -> QuerySet[QuarantinedLine]:
    """Waiting lines of a source (short name) or with a reason code; newest first, large bytes left out."""
    lines = waiting().select_related("source").order_by("-id")
    if source:
        lines = lines.filter(source__slug=source)
    return lines.filter(reason=reason) if reason else lines


def file_of(digest: str) -> Path:
    """Where a large line with this SHA-256 is kept."""
    return Path(settings.HOME) / "quarantine" / digest


def bytes_of(line: QuarantinedLine) -> bytes:
    """The whole line, byte for byte."""
    raw = bytes(line.raw)
    return raw if len(raw) == line.size else file_of(line.sha256).read_bytes()


def shown(line: QuarantinedLine) -> str:
    """The beginning of the line as text; broken bytes stand as U+FFFD."""
    return bytes(line.raw[: SHOWN_CHARACTERS * 4]).decode("utf-8", "replace")[:SHOWN_CHARACTERS]
