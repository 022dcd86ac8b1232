"""The demonstration's posts: open data in the background, a written scenario in front.

The background sets have no common calendar, so its posts are spread evenly over the last day; the
scenario keeps its own minutes. Part of both is held back and arrives live, so that whoever watches
the queue sees it move.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

BACKGROUND = ("crisis.ndjson", "headlines.ndjson", "comments.ndjson")
HELD_BACK = 600
LIVE_SCENARIO_MINUTES = 20
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stream:
    """Posts that were already published, oldest first, and posts that are still to come."""

    past: list[Row]
    live: list[Row]


def rows(name: str) -> list[Row]:
    """The rows of one of the demonstration's files."""
    text = files("tabayyun.demo").joinpath("data", name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def build(now: datetime) -> Stream:
    """The stream as it stands at ``now``."""
    background = list(_interleave([rows(name) for name in BACKGROUND]))
    scenario = rows("scenario.ndjson")
    early = [row for row in scenario if row["offset_minutes"] > LIVE_SCENARIO_MINUTES]
    late = [row for row in scenario if row["offset_minutes"] <= LIVE_SCENARIO_MINUTES]
    past = _spread(background[:-HELD_BACK], now) + [_at(row, now) for row in early]
    past.sort(key=lambda row: str(row["created_at"]))
    return Stream(past, list(_weave(late, background[-HELD_BACK:])))


def write(stream_rows: list[Row], path: Path) -> None:
    """As a file in the post format, one object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in stream_rows)


def _interleave(sets: list[list[Row]]) -> Iterator[Row]:
    """All rows of all sets, each set spread evenly over the whole."""
    placed = [
        ((number + 0.5) / len(one), index, row)
        for index, one in enumerate(sets)
        for number, row in enumerate(one)
    ]
    yield from (row for _place, _index, row in sorted(placed, key=lambda entry: entry[:2]))


def _spread(background: list[Row], now: datetime) -> list[Row]:
    step = timedelta(days=1) / max(1, len(background))
    start = now - timedelta(days=1)
    return [row | {"created_at": (start + step * n).isoformat()} for n, row in enumerate(background)]


def _at(row: Row, now: datetime) -> Row:
    plain = {key: value for key, value in row.items() if key != "offset_minutes"}
    return plain | {"created_at": (now - timedelta(minutes=row["offset_minutes"])).isoformat()}


def _weave(scenario: list[Row], background: list[Row]) -> Iterator[Row]:
    """A scenario post after every few background posts, without a time: it is published when it arrives."""
    gap = max(1, len(background) // (2 * max(1, len(scenario))))
    waiting = [{k: v for k, v in row.items() if k != "offset_minutes"} for row in scenario]
    for number, row in enumerate(background):
        if number % gap == 0 and waiting:
            yield waiting.pop(0)
        yield {key: value for key, value in row.items() if key != "created_at"}
    yield from waiting
