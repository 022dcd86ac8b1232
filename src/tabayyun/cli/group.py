"""`tabayyun group`: which posts carry the same content. The engine alone; no installation is needed."""

from __future__ import annotations

import argparse
import gc
from itertools import count

from tabayyun.cli import posts
from tabayyun.cli.posts import Reader, as_json
from tabayyun.engine.findings import Item
from tabayyun.engine.similarity import Groups, Place

COMMAND = "tabayyun group"


def run(arguments: list[str]) -> int:
    """Print ``{"id": …, "content_id": …}`` for each post, in order. Returns the exit code.

    A content is called after its first post.
    """
    try:
        given = _parser().parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return posts.run(COMMAND, lambda: [_group(Reader(given.posts, COMMAND), given.window)])


def _group(reader: Reader, window: int) -> Reader:
    gc.disable()  # nothing here is in a cycle, and looking for some takes a twentieth of the time
    groups, numbers = Groups(window), count(1)
    for batch in reader.batches():
        items = [Item(next(numbers), as_json(record.id), record.text, 0.0) for record in batch]
        posts.write(map(_line, groups.place(items)))
    return reader


def _line(place: Place) -> str:
    """Ids were carried as they are written in JSON."""
    return f'{{"id": {place.item.key}, "content_id": {place.content or place.item.key}}}'


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=COMMAND,
        description="Tell which posts carry the same content: copies, edited copies, cut copies. "
        "Exit code 0: all read, 1: lines passed over (named on stderr), 2: nothing readable.",
    )
    parser.add_argument(
        "--posts", metavar="FILE", required=True, help="posts, NDJSON with id and text; - is stdin"
    )
    parser.add_argument(
        "--window",
        type=_window,
        default=1_000_000,
        help="contents that are remembered, the latest (%(default)s)",
    )
    return parser


def _window(value: str) -> int:
    if not value.isdecimal() or not (window := int(value)):
        raise argparse.ArgumentTypeError("the window holds at least one content")
    return window
