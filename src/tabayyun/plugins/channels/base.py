"""What every channel plugin speaks: one published text in, one receipt out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """A published statement text, as a channel needs it."""

    key: str
    """Unique for text and channel: sending it twice must show once."""
    lang: str
    title: str
    body: str
    link: str
    """Its public page."""
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a channel took the message."""

    remote_id: str
    link: str


class ChannelError(Exception):
    """The channel did not take the message; it is tried again later."""


class ChannelPlugin(Protocol):
    """A way to the public."""

    slug: ClassVar[str]

    def deliver(self, message: Message) -> Receipt:
        """Deliver once. Idempotent on ``message.key``. Raises ChannelError."""
