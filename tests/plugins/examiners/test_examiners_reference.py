"""docs/reference/examiners.md says what the code does."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tabayyun.plugins.sources.options import describe

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "examiners.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0].strip(): part for part in PAGE.split("\n## ")[1:]}
POINTS = {point.name: point for point in entry_points(group="tabayyun.examiners")}


def test_every_examiner_has_a_section() -> None:
    assert set(SECTIONS) == set(POINTS)


@pytest.mark.parametrize("name", sorted(POINTS))
def test_options_are_those_of_the_code(name: str) -> None:
    written = re.findall(r"^\| `(\w+)` \| `(.*?)` \| (.*?) \|$", SECTIONS[name], flags=re.MULTILINE)
    options = getattr(POINTS[name].load()(), "options", None)
    in_code = describe(type(options)) if options else []
    assert written == [(one.name, one.default, one.help) for one in in_code]
