"""Posts from a file on this machine: NDJSON, CSV, TSV, and exports of 4CAT and Zeeschuimer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from tabayyun.plugins.sources import post_format, reasons, table_format
from tabayyun.plugins.sources.base import Batch, OptionError, RawPost, Rejected, SourceError
from tabayyun.plugins.sources.examples import recorded
from tabayyun.plugins.sources.file.reader import (
    LineReader,
    Place,
    Record,
    TableReader,
    head_of,
    is_same,
    opened,
)
from tabayyun.plugins.sources.options import check_range, option, read

BATCH_RECORDS = 2000
BATCH_BYTES = 8 * 1024 * 1024
FORMATS = ("auto", "ndjson", "table")
TABLE_ENDINGS = frozenset({".csv", ".tsv", ".tab"})
LINE_ENDINGS = frozenset({".ndjson", ".jsonl", ".json"})
Parse = Callable[[Record], RawPost | Rejected]


@dataclass(frozen=True, slots=True)
class FileOptions:
    """Which file, and how to read it."""

    path: str = option("file on this machine; may be compressed with gzip")
    format: str = option("ndjson, table (CSV, TSV), or auto: by the name, then by the first bytes", "auto")
    follow: bool = option(
        "the file is still being written: a last line without an end is left for later", False
    )
    poll_seconds: int = option("seconds between two looks at the file", 2)

    def __post_init__(self) -> None:
        if "\0" in self.path:
            raise OptionError("path: must be the name of a file")
        if self.format not in FORMATS:
            raise OptionError("format: must be auto, ndjson or table")
        check_range("poll_seconds", self.poll_seconds, 1, 86_400)


class FilePlugin:
    """A file that is read once to its end, and from there on when it grows."""

    slug: ClassVar[str] = "file"
    streaming: ClassVar[bool] = False

    def parse(self, options: Mapping[str, Any]) -> FileOptions:
        """Typed options. Raises OptionError."""
        return read(FileOptions, options)

    def batches(self, options: FileOptions, cursor: str, stop: Event) -> Iterator[Batch]:
        """Batches after ``cursor`` to the end of the file. Raises SourceError.

        A file whose beginning changed since the cursor is another file, read from its start.
        """
        path = Path(options.path)
        place = _resumed(path, Place.load(cursor))
        with opened(path) as file:
            reader, parse = _reader(file, path, place, options)
            yield from _batches(reader, parse, stop)

    def examples(self) -> list[tuple[bytes, list[RawPost]]]:
        """Recorded files and the posts in them."""
        return recorded(Path(__file__).with_name("examples"))


def _resumed(path: Path, place: Place) -> Place:
    try:
        if place.head and is_same(path, place.head):
            return Place(head_of(path), place.offset, place.line, place.inside)
        return Place(head_of(path))
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from error


def _reader(file: Any, path: Path, place: Place, options: FileOptions) -> tuple[LineReader, Parse]:
    origin = path.name
    if not _is_table(file, path, options.format):

        def parse_line(record: Record) -> RawPost | Rejected:
            return post_format.parse(record.raw, origin=origin, line_number=record.number)

        return LineReader(file, place, origin, growing=options.follow), parse_line
    file.seek(0)
    raw = file.readline(post_format.LINE_LIMIT)
    head = table_format.heading(raw)
    if place.offset < len(raw) and (raw.endswith(b"\n") or not options.follow):
        place = Place(place.head, len(raw), 1)

    def parse_record(record: Record) -> RawPost | Rejected:
        return table_format.parse(record.raw, head, origin=origin, line_number=record.number)

    reader = TableReader(file, place, origin, delimiter=head.delimiter, growing=options.follow)
    return reader, parse_record


def _is_table(file: Any, path: Path, kind: str) -> bool:
    """As the option says, else by the ending of the name, else by whether it begins like an object."""
    if kind != "auto":
        return kind == "table"
    endings = [ending.lower() for ending in path.suffixes if ending.lower() != ".gz"]
    if endings and endings[-1] in TABLE_ENDINGS | LINE_ENDINGS:
        return endings[-1] in TABLE_ENDINGS
    start: bytes = file.peek(64)[:64]
    return not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def _batches(reader: LineReader, parse: Parse, stop: Event) -> Iterator[Batch]:
    """What was read before an error or a stop comes out before it does."""
    records = reader.records()
    while not stop.is_set():
        batch = Batch()
        error = _fill(batch, records, parse, reader)
        if batch.posts or batch.rejected:
            yield Batch(batch.posts, batch.rejected, reader.place.dump())
        if error is not None:
            raise error
        if not batch.posts and not batch.rejected:
            return


def _fill(batch: Batch, records: Iterator[Record], parse: Parse, reader: LineReader) -> SourceError | None:
    start = reader.offset
    try:
        for count, record in enumerate(records, 1):
            found = parse(record) if record.whole else _piece(record, reader.origin)
            if isinstance(found, RawPost):
                batch.posts.append(found)
            else:
                batch.rejected.append(found)
            if count >= BATCH_RECORDS or reader.offset - start >= BATCH_BYTES:
                break
    except SourceError as error:
        return error
    return None


def _piece(record: Record, origin: str) -> Rejected:
    """A part of a line that is too long to be read at once: put aside as it is."""
    return Rejected(origin, record.number, reasons.LINE_TOO_LONG, str(len(record.raw)), record.raw)


plugin = FilePlugin()
