"""Plugins by their entry point: rooms never import one."""

from functools import cache
from importlib.metadata import entry_points
from typing import Any


class UnknownPluginError(LookupError):
    """No installed plugin of that kind has that name."""


@cache
def load(kind: str, name: str) -> Any:
    """The plugin ``name`` of ``kind`` (sources, channels, examiners, timestamps).

    Raises UnknownPluginError.
    """
    for point in entry_points(group=f"tabayyun.{kind}", name=name):
        return point.load()
    raise UnknownPluginError(f"{kind}: {name}")


def names(kind: str) -> list[str]:
    """The names of the installed plugins of ``kind``, sorted."""
    return sorted(point.name for point in entry_points(group=f"tabayyun.{kind}"))
