"""docs/reference/sources.md says what the code does."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path
from typing import get_type_hints

import pytest

from tabayyun.plugins.sources.options import describe

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "sources.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0].strip(): part for part in PAGE.split("\n## ")[1:]}
POINTS = {point.name: point for point in entry_points(group="tabayyun.sources")}


def test_every_source_has_a_section() -> None:
    assert set(SECTIONS) == set(POINTS)


@pytest.mark.parametrize("name", sorted(POINTS))
def test_options_are_those_of_the_code(name: str) -> None:
    written = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", SECTIONS[name], flags=re.MULTILINE)
    options = describe(get_type_hints(POINTS[name].load().parse)["return"])
    in_code = [(one.name, shown(one.default), one.help) for one in options]
    assert written == in_code


def shown(default: str) -> str:
    return default if default == "–" else f"`{default}`" if default else "empty"
