"""Plugins by their entry point: rooms never import one."""

import logging
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


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


@cache
def from_folder(kind: str, name: str, folder: Path, unfit: type[Exception]) -> Any | None:
    """The model that an administrator put into ``folder``, read once; None, with a warning, if ``unfit``."""
    try:
        return load(kind, name).load(folder)
    except unfit as error:
        log.warning("%s: %s", kind, error)
        return None


def names(kind: str) -> list[str]:
    """The names of the installed plugins of ``kind``, sorted."""
    return sorted(point.name for point in entry_points(group=f"tabayyun.{kind}"))
