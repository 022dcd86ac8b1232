"""Reading a source as the runner does: batch after batch, until there is what was waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import Any

from tabayyun.plugins.sources.base import Batch, SourcePlugin

PATIENCE = 20.0
"""Seconds until a stream that gives nothing is stopped, so that a failing test ends."""


def take(
    plugin: SourcePlugin,
    options: Any,
    cursor: str = "",
    *,
    until: Callable[[list[Batch]], bool] | None = None,
) -> list[Batch]:
    """The batches after ``cursor``: all of a polled source, else until ``until`` is satisfied."""
    stop, batches = threading.Event(), list[Batch]()
    guard = threading.Timer(PATIENCE, stop.set)
    guard.start()
    coming = plugin.batches(options, cursor, stop)
    try:
        for batch in coming:
            batches.append(batch)
            if until is not None and until(batches):
                break
    finally:
        if isinstance(coming, Generator):
            coming.close()
        guard.cancel()
        guard.join()
    return batches


def texts(batches: list[Batch]) -> list[str]:
    """The texts of the posts in ``batches``, in order."""
    return [post.text for batch in batches for post in batch.posts]


def ids(batches: list[Batch]) -> list[str]:
    """Their ids."""
    return [post.id for batch in batches for post in batch.posts]
