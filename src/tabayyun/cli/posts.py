"""Lines of NDJSON in, lines of NDJSON out, for the commands that need the engine alone.

A line that cannot be read is named on stderr and passed over; the command then ends with `SKIPPED`.
Exit codes of all these commands: 0 everything was read; 1 lines were passed over; 2 wrong use, or a file that
cannot be read.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Any, cast

READ, SKIPPED, UNUSABLE = 0, 1, 2
CHUNK = 1 << 20
"""Bytes read at once: a file comes in batches of some thousands, a pipe as it is written."""
_GZIP = b"\x1f\x8b"


class UnreadableError(Exception):
    """A file that cannot be opened or read on."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line: an id (text or whole number) and a text; ``fields`` has the whole object."""

    id: str | int
    text: str
    fields: dict[str, Any]

    def words(self, name: str) -> str:
        """Return a field that is text; empty when it is absent or something else."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""


@dataclass(slots=True)
class Reader:
    """Reads records from a file, or from stdin when the name is ``-``; counts the lines passed over."""

    name: str
    command: str
    """The command that complaints begin with."""
    numbered: bool = False
    """A line without an id is called by its number, instead of being passed over."""
    asks: Callable[[dict[str, Any]], None] | None = None
    """What else a line must have; raises ``ValueError`` saying what is wrong."""
    skipped: int = field(default=0, init=False)

    def batches(self) -> Iterator[list[Record]]:
        """Yield records as they come in; never an empty list. Raises UnreadableError."""
        numbers = count(1)
        for lines in _lines(self.name):
            found = (self._read(number, line) for line, number in zip(lines, numbers, strict=False))
            if batch := [record for record in found if record]:
                yield batch

    def records(self) -> list[Record]:
        """Return all records. Raises UnreadableError."""
        return [record for batch in self.batches() for record in batch]

    def _read(self, number: int, line: bytes) -> Record | None:
        if not line or line.isspace():
            return None
        try:
            return _record(line, number if self.numbered else None, self.asks)
        except (ValueError, RecursionError) as error:
            self.skipped += 1
            print(f"{self.command}: {self.name}:{number}: {error}", file=sys.stderr)
            return None


def _record(line: bytes, name: int | None, asks: Callable[[dict[str, Any]], None] | None) -> Record:
    """Return the record of a line, called ``name`` without an id. Raises ``ValueError``: what is wrong."""
    try:
        fields = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start + 1})") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} (column {error.colno})") from error
    if not isinstance(fields, dict):
        raise ValueError("not a JSON object")
    key, text = fields.get("id", name), fields.get("text")
    if not isinstance(key, str | int) or isinstance(key, bool) or key == "":
        raise ValueError("no id (text or a whole number)")
    if not isinstance(text, str):
        raise ValueError("no text")
    if asks:
        asks(fields)
    return Record(key, text, fields)


def _lines(name: str) -> Iterator[list[bytes]]:
    """Yield the lines of each chunk as soon as it is there. Raises UnreadableError."""
    try:
        with _opened(name) as file:
            rest = b""
            while chunk := file.read1(CHUNK):
                *lines, rest = (rest + chunk).split(b"\n")
                yield lines
            yield [rest]
    except (OSError, EOFError) as error:
        raise UnreadableError(f"{name}: {getattr(error, 'strerror', None) or error}") from error


def _opened(name: str) -> Any:
    """Open a file, compressed with gzip or not, for reading in chunks."""
    file: Any = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115
    return gzip.open(cast("IO[bytes]", file)) if file.peek(2)[:2] == _GZIP else file


def write(lines: Iterable[str]) -> None:
    """Print lines at once, in UTF-8 whatever the terminal says.

    Half a surrogate pair in a JSON text becomes the escape it was.
    """
    text = "".join(f"{line}\n" for line in lines)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


as_json = json.JSONEncoder(ensure_ascii=False).encode
"""One result as one line."""


def run(command: str, work: Callable[[], Sequence[Reader]]) -> int:
    """Do the work of ``command`` and return its exit code; ``work`` returns the readers it has used up."""
    try:
        readers = work()
    except UnreadableError as error:
        print(f"{command}: {error}", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:  # whoever read the output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READ
    return SKIPPED if any(reader.skipped for reader in readers) else READ
