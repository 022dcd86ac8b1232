"""The models that come with Tabayyun."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tabayyun.engine.triage import Model
from tabayyun.plugins.models import folder

FOLDER = Path(__file__).with_name("data")


@cache
def plugin() -> tuple[Model, ...]:
    """Return the models; they are read once a process."""
    return tuple(folder.read(FOLDER))
