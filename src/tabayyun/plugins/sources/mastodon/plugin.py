"""Watches a Mastodon server: its public timelines, a hashtag or an account."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from tabayyun.plugins.sources.base import Batch, OptionError, RawPost, SourceError
from tabayyun.plugins.sources.examples import recorded
from tabayyun.plugins.sources.mastodon.cursor import Cursor
from tabayyun.plugins.sources.mastodon.timeline import Timeline
from tabayyun.plugins.sources.mastodon.transport import Instance, hashtag_path
from tabayyun.plugins.sources.options import check_range, check_url, option, read, secret
from tabayyun.plugins.sources.sockets import groups

STREAMS = {"public": "public", "local": "public:local", "hashtag": "hashtag"}
SETTLED, RECONCILE = 2.0, 120.0
"""Seconds until the first, and between two further looks at the timeline while streaming.

What the stream leaves out comes then; the first is early, as a stream starts a little after it opens.
"""


@dataclass(frozen=True, slots=True)
class Options:
    """What a timeline needs."""

    instance: str = option("address of the server, https://…")
    timeline: str = option("public, local, hashtag or account", "public")
    hashtag: str = option("for timeline hashtag: the word, without #", "")
    account: str = option("for timeline account: user, or user@server", "")
    token: str = option("access token, or file:/path of a file that holds it; many servers want one", "")
    page: int = option("statuses asked for at once (servers give 40 at most)", 40)
    overlap: int = option("seconds that every poll reads again, for statuses that arrive late", 120)
    timeout: int = option("seconds to wait for each step of an answer", 30)
    poll_seconds: int = option("seconds between two polls", 60)

    def __post_init__(self) -> None:
        check_url("instance", self.instance, "https", "http")
        if self.timeline not in {*STREAMS, "account"}:
            raise OptionError("timeline: must be public, local, hashtag or account")
        if self.timeline == "hashtag" and not self.hashtag.strip("#"):
            raise OptionError("hashtag: must be given for timeline hashtag")
        if self.timeline == "account" and not self.account.strip("@"):
            raise OptionError("account: must be given for timeline account")
        check_range("page", self.page, 1, 40)
        check_range("overlap", self.overlap, 0, 86_400)
        check_range("poll_seconds", self.poll_seconds, 1, 86_400)
        check_range("timeout", self.timeout, 1, 300)


@dataclass(frozen=True, slots=True)
class LiveOptions(Options):
    """What a stream needs besides."""

    streaming: str = option("address of the stream, wss://…, when it is not the one the server names", "")

    def __post_init__(self) -> None:
        Options.__post_init__(self)
        if self.timeline not in STREAMS:
            raise OptionError("timeline: accounts have no stream; watch them with the plugin mastodon")
        if self.streaming:
            check_url("streaming", self.streaming, "wss", "ws")


class Mastodon:
    """Pages of a timeline, oldest first, from where it stopped."""

    slug: ClassVar[str] = "mastodon"
    streaming: ClassVar[bool] = False

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def batches(self, options: Options, cursor: str, stop: Event) -> Iterator[Batch]:
        """A batch for each page that holds something new. Raises SourceError."""
        with _instance(options) as instance:
            yield from _timeline(instance, options, cursor).pages(stop)

    def examples(self) -> list[tuple[bytes, list[RawPost]]]:
        """The recorded answers beside this module."""
        return recorded(Path(__file__).with_name("examples"))


class MastodonLive:
    """The stream, with the timeline behind it: first, after every gap, and every two minutes."""

    slug: ClassVar[str] = "mastodon_live"
    streaming: ClassVar[bool] = True

    def parse(self, options: Mapping[str, Any]) -> LiveOptions:
        """Typed options. Raises OptionError."""
        return read(LiveOptions, options)

    def batches(self, options: LiveOptions, cursor: str, stop: Event) -> Iterator[Batch]:
        """Batches until ``stop``; a stream that breaks off raises SourceError and is resumed by cursor."""
        name, tag = STREAMS[options.timeline], options.hashtag.strip("#")
        address = options.streaming.rstrip("/")
        with _instance(options) as instance, instance.stream(address, name, tag) as socket:
            timeline = _timeline(instance, options, cursor)
            yield from timeline.pages(stop)
            due = time.monotonic() + SETTLED
            for messages in groups(socket, stop):
                if messages:
                    yield timeline.take(messages)
                if time.monotonic() >= due or timeline.crowded:
                    yield from timeline.pages(stop)
                    due = time.monotonic() + RECONCILE

    def examples(self) -> list[tuple[bytes, list[RawPost]]]:
        """The same answers: a stream carries the same statuses."""
        return plugin.examples()


def _instance(options: Options) -> Instance:
    try:
        token = secret("token", options.token)
    except OptionError as error:  # the file went away after the options were accepted
        raise SourceError(str(error)) from error
    return Instance(options.instance, token, options.timeout)


def _timeline(instance: Instance, options: Options, cursor: str) -> Timeline:
    path, params = "/api/v1/timelines/public", {}
    if options.timeline == "local":
        params = {"local": "true"}
    elif options.timeline == "hashtag":
        path = hashtag_path(options.hashtag.strip("#"))
    elif options.timeline == "account":
        path = f"/api/v1/accounts/{instance.account(options.account)}/statuses"
        params = {"exclude_reblogs": "true"}
    return Timeline(
        instance, path, params | {"limit": str(options.page)}, options.overlap, Cursor.parse(cursor)
    )


plugin = Mastodon()
live = MastodonLive()
