"""Recorded answers: one file each, with the day, the answers in order, and what they mean."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from tabayyun.plugins.readers.base import Example, Measured


def recorded(folder: Path) -> list[Example]:
    """The examples in ``folder``, by name."""
    return [_example(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]


def _example(written: dict[str, Any]) -> Example:
    measured = tuple(
        Measured(**(one | {"day": date.fromisoformat(one["day"])})) for one in written["measured"]
    )
    return Example(date.fromisoformat(written["day"]), tuple(written["answers"]), measured)
