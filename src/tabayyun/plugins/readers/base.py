"""What every reader plugin speaks: an account and a day in, what its platform counts out.

A plugin is one folder with `plugin.py`; its entry point in ``tabayyun.readers`` names an instance of a
class that satisfies `ReaderPlugin`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Measured:
    """What a platform counts for one day. None: it does not say; never 0 instead."""

    day: date
    followers: int | None = None
    """At the end of the day, like the two below."""
    posts_total: int | None = None
    """Since the account was opened."""
    views_total: int | None = None
    posts: int | None = None
    """On that day, like the two below."""
    views: int | None = None
    reach: int | None = None
    """Different people on that day."""

    @property
    def figures(self) -> dict[str, int | None]:
        """The figures by name."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "day"}


@dataclass(frozen=True, slots=True)
class Example:
    """Recorded answers of a platform, in the order they are asked for, and what they mean on ``day``."""

    day: date
    answers: tuple[dict[str, Any], ...]
    measured: tuple[Measured, ...]


class ReaderError(Exception):
    """The platform did not say how many; try again later. The message never holds a token.

    ``retry_after`` is the number of seconds the platform asked for, if it did.
    """

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ReaderPlugin(Protocol):
    """A platform whose accounts can be read."""

    slug: ClassVar[str]
    needs_token: ClassVar[bool]

    def parse(self, options: Mapping[str, Any]) -> Any:
        """Typed options. Raises OptionError."""

    def read(self, options: Any, token: str, day: date) -> list[Measured]:
        """What stands now, for ``day`` (today), and what the platform counts for days before it.

        Raises ReaderError.
        """

    def examples(self) -> list[Example]:
        """Recorded answers: they feed the conformance suite and the docs."""
