"""Watches Bluesky: the firehose of a relay or server, or a Jetstream."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from tabayyun.plugins.sources.base import Batch, OptionError, RawPost, SourceError
from tabayyun.plugins.sources.bluesky import firehose, jetstream
from tabayyun.plugins.sources.bluesky.filters import Filter, fold, primary
from tabayyun.plugins.sources.bluesky.format import Decode, post, unreadable
from tabayyun.plugins.sources.bluesky.format import Event as Message
from tabayyun.plugins.sources.examples import recorded
from tabayyun.plugins.sources.options import check_range, check_url, option, read
from tabayyun.plugins.sources.post_format import Unfit
from tabayyun.plugins.sources.sockets import connection, groups

MESSAGE_LIMIT = 5_242_880
"""Bytes: the largest message that the protocol allows."""
SAVE_CURSOR = 5.0
"""Seconds after which the cursor is saved even if nothing passed the filters."""
SERVICES = {"firehose": "wss://bsky.network", "jetstream": "wss://jetstream2.us-east.bsky.network"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What a stream of the network needs."""

    format: str = option(
        "jetstream (JSON, a tenth of the traffic) or firehose (everything, signed)", "jetstream"
    )
    service: str = option("address of the relay, server or Jetstream (wss://…); empty: the public one", "")
    languages: tuple[str, ...] = option("only posts said to be in one of these, as ar, fr; empty: all", ())
    keywords: tuple[str, ...] = option("only posts that hold one of these; empty: all", ())
    dids: tuple[str, ...] = option("only posts of these accounts (did:…); empty: all", ())
    replies: bool = option("answers to other posts too", True)
    unlabelled: bool = option("with languages: posts that name no language too", True)
    timeout: int = option("seconds to wait for the connection", 30)

    def __post_init__(self) -> None:
        if self.format not in SERVICES:
            raise OptionError("format: must be firehose or jetstream")
        if self.service:
            check_url("service", self.service, "wss", "ws")
        if wrong := [did for did in self.dids if not did.startswith("did:")]:
            raise OptionError(f"dids: {wrong[0]} does not begin with did:")
        if self.format == "jetstream" and len(self.dids) > jetstream.MOST_DIDS:
            raise OptionError(f"dids: a Jetstream takes {jetstream.MOST_DIDS} at most")
        check_range("timeout", self.timeout, 1, 300)

    @property
    def address(self) -> str:
        """Of the service."""
        return (self.service or SERVICES[self.format]).rstrip("/")


class Bluesky:
    """The stream after the cursor: a message's number (firehose) or time in microseconds (Jetstream)."""

    slug: ClassVar[str] = "bluesky"
    streaming: ClassVar[bool] = True

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def batches(self, options: Options, cursor: str, stop: Event) -> Iterator[Batch]:
        """Batches until ``stop``. Raises SourceError when the stream ends, to be resumed by cursor."""
        try:
            yield from _stream(options, _position(options, cursor), stop)
        except _UnknownCursorError as error:
            log.warning("%s: %s; starting from now", options.address, error)
            yield from _stream(options, None, stop)

    def examples(self) -> list[tuple[bytes, list[RawPost]]]:
        """The recorded messages beside this module."""
        return recorded(Path(__file__).with_name("examples"))


class _UnknownCursorError(SourceError):
    """The service has never come so far: the cursor is another service's."""


def _position(options: Options, cursor: str) -> int | None:
    """The number in ``cursor``, when it was made by the same format of the same service."""
    made, _, number = cursor.rpartition(" ")
    return int(number) if made == _maker(options) and number.isdecimal() and len(number) < 19 else None  # noqa: PLR2004


def _maker(options: Options) -> str:
    return f"{options.format} {options.address}"


def _stream(options: Options, position: int | None, stop: Event) -> Iterator[Batch]:
    url, decode = _transport(options, position)
    wanted = Filter(
        languages=frozenset(primary(language) for language in options.languages),
        keywords=tuple(fold(word) for word in options.keywords),
        dids=frozenset(options.dids),
        replies=options.replies,
        unlabelled=options.unlabelled,
    )
    saved = time.monotonic()
    with connection(url, timeout=options.timeout, limit=MESSAGE_LIMIT) as socket:
        for messages in groups(socket, stop):
            batch, position, error = _read(messages, decode, options.address, wanted, position)
            if batch.posts or batch.rejected or (messages and time.monotonic() - saved > SAVE_CURSOR):
                saved = time.monotonic()
                cursor = "" if position is None else f"{_maker(options)} {position}"
                yield Batch(batch.posts, batch.rejected, cursor)
            if error:
                raise _ended(error)


def _transport(options: Options, position: int | None) -> tuple[str, Decode]:
    if options.format == "jetstream":
        return jetstream.address(options.address, position, options.dids), jetstream.decode
    return firehose.address(options.address, position), firehose.decode


def _read(
    messages: list[str | bytes], decode: Decode, origin: str, wanted: Filter, position: int | None
) -> tuple[Batch, int | None, str]:
    """The batch in ``messages``, the position after them, and the error that ends the stream, if any."""
    batch = Batch()
    for message in messages:
        event = decode(message, origin)
        _add(batch, event, message, origin, wanted)
        if event.error:
            return batch, position, event.error
        if event.cursor is not None:
            position = max(event.cursor, position or 0)
    return batch, position, ""


def _add(batch: Batch, event: Message, message: str | bytes, origin: str, wanted: Filter) -> None:
    if event.warning:
        batch.rejected.extend(
            unreadable(message, origin, f"{event.warning}: posts before this are gone").rejected
        )
    batch.rejected.extend(event.rejected)
    for created in event.created:
        try:
            if wanted.passes(created):
                batch.posts.append(post(created, origin))
        except (KeyError, TypeError, AttributeError, Unfit) as error:
            batch.rejected.extend(
                unreadable(message, origin, f"{created.uri}: {error}", event.cursor).rejected
            )


def _ended(error: str) -> SourceError:
    if error.startswith("FutureCursor"):
        return _UnknownCursorError(error)
    # ConsumerTooSlow: what was not read yet is still there after the cursor
    return SourceError(error, retry_after=1.0 if error.startswith("ConsumerTooSlow") else None)


plugin = Bluesky()
