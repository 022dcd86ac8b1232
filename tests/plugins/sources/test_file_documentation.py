"""The page on the post format says what the code does."""

import re
from pathlib import Path

from tabayyun.plugins.sources import post_format, reasons, table_format
from tabayyun.plugins.sources.base import RawPost

PAGE = (Path(__file__).resolve().parents[3] / "docs/reference/post-format.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> list[str]:
    section = PAGE.split(heading, 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]


def test_every_field_and_every_reason_is_on_the_page():
    assert set(first_cells("## One JSON object a line")) == table_format.FIELDS | {"source"}
    assert set(first_cells("## What is not a post")) == reasons.ALL
    assert all(f"`{name}`" in PAGE for name in table_format.ALIASES)


def test_what_the_page_calls_repairable_is():
    section = PAGE.split("## What is not a post", 1)[1]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    assert {row[1].strip(" `") for row in rows if row[3].strip() != "–"} == reasons.REPAIRABLE


def test_the_line_on_the_page_is_a_post():
    (line,) = re.findall(r"```json\n(.*)\n```", PAGE)
    assert isinstance(post_format.parse(line.encode()), RawPost)
