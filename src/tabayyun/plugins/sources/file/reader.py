"""Records of a file, one after the other, in bounded memory and with a place to go on from."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.post_format import LINE_LIMIT
from tabayyun.plugins.sources.table_format import continues

PIECE = 32 * 1024 * 1024
"""A line longer than this is read in pieces: no line is so long that memory does not hold it."""
HEAD = 4096
RECORD_LINES = 10_000
"""A quote still open after so many lines was never closed."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a file was read. ``head`` says which file: length and hash of its first bytes."""

    head: str = ""
    offset: int = 0
    line: int = 0
    inside: bool = False
    """In the middle of a line that is read in pieces."""

    @classmethod
    def load(cls, cursor: str) -> Place:
        """A saved place; the beginning when there is none, or none that can be read."""
        try:
            saved = json.loads(cursor)
            return cls(str(saved["head"]), int(saved["offset"]), int(saved["line"]), bool(saved["inside"]))
        except (ValueError, KeyError, TypeError):
            return cls()

    def dump(self) -> str:
        return json.dumps(
            {"offset": self.offset, "line": self.line, "inside": self.inside, "head": self.head}
        )


@dataclass(frozen=True, slots=True)
class Record:
    """Bytes of one record without the final line feed, and the number of its first line."""

    number: int
    raw: bytes
    whole: bool = True
    """False for a piece of a line that is too long to be read at once."""


def head_of(path: Path, length: int = HEAD) -> str:
    """Length and hash of the first bytes: the same for a file that only grew, or was copied."""
    with path.open("rb") as file:
        start = file.read(length)
    return f"{len(start)}:{hashlib.sha256(start).hexdigest()[:16]}"


def is_same(path: Path, head: str) -> bool:
    """Whether ``path`` still begins as it did when ``head`` was noted."""
    length = head.partition(":")[0]
    return length.isdigit() and head_of(path, min(int(length), HEAD)) == head


def opened(path: Path) -> IO[bytes]:
    """The file for reading; gzip is recognised by its first bytes. Raises SourceError."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from error
    if file.peek(2)[:2] != b"\x1f\x8b":
        return file
    file.close()
    return cast("IO[bytes]", gzip.open(path))


class LineReader:
    """Lines of an open file from ``place`` on. ``place`` moves with what was taken."""

    def __init__(self, file: IO[bytes], place: Place, origin: str, *, growing: bool = False) -> None:
        self.head, self.offset, self.line, self.inside = place.head, place.offset, place.line, place.inside
        self.origin, self.growing = origin, growing
        self._file = file
        self._seek(place.offset)

    @property
    def place(self) -> Place:
        return Place(self.head, self.offset, self.line, self.inside)

    def records(self) -> Iterator[Record]:
        """Each line that is not blank. Raises SourceError when a compressed file is cut off."""
        readline = self._readline
        while raw := readline():
            ended = raw.endswith(b"\n")
            if not ended and self.growing and len(raw) < PIECE:
                return  # somebody is still writing this line
            started = self.inside
            if not started:
                self.line += 1
            self.offset += len(raw)
            self.inside = not ended and len(raw) >= PIECE
            if started or self.inside or not raw.isspace():
                yield Record(self.line, raw[:-1] if ended else raw, not (started or self.inside))

    def _readline(self) -> bytes:
        try:
            return self._file.readline(PIECE)
        except (EOFError, zlib.error, OSError) as error:
            raise SourceError(f"cut off or damaged after {self.offset} bytes: {error}") from error

    def _seek(self, offset: int) -> None:
        try:
            self._file.seek(offset)
        except (EOFError, zlib.error, OSError) as error:
            raise SourceError(f"cut off or damaged before {offset} bytes: {error}") from error


class TableReader(LineReader):
    """Records of a table: lines are joined while a quote is open."""

    def __init__(
        self, file: IO[bytes], place: Place, origin: str, *, delimiter: str, growing: bool = False
    ) -> None:
        super().__init__(file, place, origin, growing=growing)
        self._delimiter = delimiter.encode()
        self._waiting: deque[bytes] = deque()

    def records(self) -> Iterator[Record]:
        """Each record that is not blank.

        A quote that is never closed would swallow the rest of the table: then its first line is a
        record of its own, and reading goes on with the next line.
        """
        while lines := self._gather():
            started = self.inside
            number = self._advance(lines)
            raw = b"".join(lines)
            whole = not (started or self.inside)
            if not whole or not raw.isspace():
                yield Record(number, raw.removesuffix(b"\n"), whole)

    def _gather(self) -> list[bytes]:
        """The lines of the next record. They, and lines read beyond them, stay in ``_waiting``."""
        lines: list[bytes] = []
        size, is_open = 0, False
        for raw in self._ahead():
            lines.append(raw)
            size += len(raw)
            is_open = len(raw) < PIECE and not self.inside and continues(raw, self._delimiter, is_open)
            if not is_open:
                unfinished = self.growing and not raw.endswith(b"\n") and len(raw) < PIECE
                return [] if unfinished else lines
            if size > LINE_LIMIT or len(lines) > RECORD_LINES:
                return lines[:1]
        return [] if self.growing else lines[:1]

    def _ahead(self) -> Iterator[bytes]:
        """Lines from here on: those read before and not yet consumed, then new ones."""
        yield from list(self._waiting)
        while raw := self._readline():
            self._waiting.append(raw)
            yield raw

    def _advance(self, lines: list[bytes]) -> int:
        """Moves behind ``lines``; the number of the first of them."""
        for _ in lines:
            self._waiting.popleft()
        number = self.line if self.inside else self.line + 1
        self.line = number + len(lines) - 1
        self.offset += sum(map(len, lines))
        self.inside = not lines[-1].endswith(b"\n") and len(lines[-1]) >= PIECE
        return number
