"""Example files: beside each ``NAME.jpg`` (or another kind) stands ``NAME.json`` with what is found in it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from tabayyun.plugins.examiners.base import Example


def beside(folder: Path) -> list[Example]:
    """The examples in ``folder``, by name."""
    return [_example(path) for path in sorted(folder.glob("*.json"))]


def _example(path: Path) -> Example:
    written = json.loads(path.read_text(encoding="utf-8"))
    appeared = written["appeared"] and datetime.fromisoformat(written["appeared"])
    file = path.with_name(written["file"])
    return Example(file, appeared or None, written["finding"], written["confidence"])
