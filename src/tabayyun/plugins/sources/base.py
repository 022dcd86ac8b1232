"""What every source plugin speaks: options and a cursor in, batches of posts out.

A plugin is one folder with `plugin.py`; its entry point in ``tabayyun.sources`` names an instance of
a class that satisfies `SourcePlugin`. Transport (how bytes arrive) and format (what they mean) stay
apart, so that each can be tested on recorded bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Any, ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a post."""

    name: str
    content: bytes | None
    """None when it was not handed over; ``reason`` says why."""
    reason: str = ""
    """FILE_TOO_LARGE or FILE_DAMAGED of `tabayyun.plugins.sources.reasons`."""


@dataclass(frozen=True, slots=True)
class RawPost:
    """One post as a source gives it. ``author`` is hashed before anything is stored."""

    id: str
    text: str
    created_at: datetime | None = None
    """Aware; None when the source does not say."""
    lang: str = ""
    url: str = ""
    author: str = ""
    media: tuple[str, ...] = ()
    shares: int = 0
    likes: int = 0
    replies_to: str = ""
    origin: str = ""
    """File name or address it was read from."""
    line_number: int = 0
    raw: bytes = b""
    """The bytes it was read from, so that a refused post can be quarantined whole."""
    header: bytes = b""
    """The heading line without which ``raw`` cannot be read (tables)."""
    files: tuple[File, ...] = ()
    """Only from a source that was asked for them."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that is no post, kept whole with the reason."""

    origin: str
    line_number: int
    reason: str
    """A code of `tabayyun.plugins.sources.reasons`."""
    detail: str
    raw: bytes
    header: bytes = b""
    """The heading line without which ``raw`` cannot be read (tables)."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Posts with the cursor to save together with them, in one transaction."""

    posts: list[RawPost] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    cursor: str = ""


class SourceError(Exception):
    """The source did not answer as it should; try again later.

    ``retry_after`` is the number of seconds the source asked for (rate limits), if it did.
    """

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class OptionError(ValueError):
    """An option of the source is missing or wrong; the message says which and why."""


class SourcePlugin(Protocol):
    """A kind of place that can be watched."""

    slug: ClassVar[str]
    streaming: ClassVar[bool]
    """True: `batches` goes on until ``stop``; False: it ends when there is nothing new."""

    def parse(self, options: Mapping[str, Any]) -> Any:
        """Typed options. Raises OptionError."""

    def batches(self, options: Any, cursor: str, stop: Event) -> Iterator[Batch]:
        """Batches after ``cursor`` («» is the beginning). Raises SourceError.

        Saving a batch's posts and cursor together, and starting again from the last saved cursor
        after a crash, loses no post; a post may come twice and is recognised by its id.
        """

    def examples(self) -> list[tuple[bytes, list[RawPost]]]:
        """Recorded answers and the posts in them: they feed the conformance suite and the docs."""
