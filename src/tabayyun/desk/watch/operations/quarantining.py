"""What could not become a post: kept whole, and looked at by a person."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tabayyun.desk.watch.models import QuarantinedLine, Source
from tabayyun.desk.watch.queries import file_of
from tabayyun.plugins.sources.base import Rejected

IN_DATABASE = 1024 * 1024
"""Bytes; what is longer is kept as a file."""
SHOWN = 4096
"""Bytes of such a file that are in the database too."""


def put_aside(*, source: Source, lines: Sequence[Rejected], now: datetime) -> None:
    """Keep ``lines`` whole, each once. Runs inside the caller's transaction.

    A file is written before the row that names it: a crash between the two leaves a file too many,
    never a row without its bytes.
    """
    QuarantinedLine.objects.bulk_create(
        [_row(source, line, now) for line in lines], ignore_conflicts=True, batch_size=100
    )


def _row(source: Source, line: Rejected, now: datetime) -> QuarantinedLine:
    digest = hashlib.sha256(line.raw).hexdigest()
    large = len(line.raw) > IN_DATABASE
    if large:
        _write(file_of(digest), line.raw)
    return QuarantinedLine(
        source=source,
        origin=storable(line.origin)[-500:],
        line_number=line.line_number,
        reason=line.reason,
        detail=storable(line.detail)[:500],
        raw=line.raw[:SHOWN] if large else line.raw,
        header=line.header or None,
        sha256=digest,
        size=len(line.raw),
        at=now,
    )


def storable(text: str) -> str:
    """``text`` as any database takes it."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")


def _write(path: Path, raw: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
