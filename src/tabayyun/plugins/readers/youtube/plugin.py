"""A YouTube channel: subscribers, videos and views since the beginning.

Published: https://developers.google.com/youtube/v3/docs/channels/list. The API rounds subscribers
down to three figures: 133,456 comes as 133,000.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from tabayyun.plugins.readers.asking import Api, count, need, part
from tabayyun.plugins.readers.base import Example, Measured, ReaderError
from tabayyun.plugins.readers.examples import recorded
from tabayyun.plugins.sources.options import check_url, option, read

CHANNEL = re.compile(r"UC[\w-]{22}")
QUOTA = frozenset({"quotaExceeded", "dailyLimitExceeded"})
TOO_OFTEN = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
QUOTA_WAIT, SHORT_WAIT = 6 * 3600.0, 600.0
"""Seconds. The day of a quota ends at midnight in California."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a channel needs."""

    account: str = option("handle, or id of the channel (UC…)")
    address: str = option("address of the API, https://…", "https://www.googleapis.com")

    def __post_init__(self) -> None:
        check_url("address", self.address, "https", "http")


class YouTube:
    """One question, with an API key."""

    slug: ClassVar[str] = "youtube"
    needs_token: ClassVar[bool] = True

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def read(self, options: Options, token: str, day: date) -> list[Measured]:
        """Subscribers (unless hidden), videos and views. Raises ReaderError."""
        is_id = CHANNEL.fullmatch(options.account)
        chosen = {"id": options.account} if is_id else {"forHandle": f"@{options.account.lstrip('@')}"}
        with Api(options.address, {"X-Goog-Api-Key": need(token)}, _trouble) as api:
            items = api.get("/youtube/v3/channels", part="statistics", **chosen).get("items")
        if not isinstance(items, list) or not items or not isinstance(items[0], dict):
            raise ReaderError(f"youtube: no channel {options.account}")
        said = part(items[0], "statistics", self.slug)
        hidden = said.get("hiddenSubscriberCount") is True
        return [
            Measured(
                day,
                followers=None if hidden else count(said, "subscriberCount", self.slug),
                posts_total=count(said, "videoCount", self.slug),
                views_total=count(said, "viewCount", self.slug),
            )
        ]

    def examples(self) -> list[Example]:
        """The recorded answers beside this module."""
        return recorded(Path(__file__).with_name("examples"))


def _trouble(status: int, said: Any, headers: Mapping[str, str]) -> ReaderError | None:
    error = said.get("error") if isinstance(said, dict) else None
    if not isinstance(error, dict):
        return None
    listed = error.get("errors")
    reasons = (
        {str(one.get("reason")) for one in listed if isinstance(one, dict)}
        if isinstance(listed, list)
        else set()
    )
    wait = QUOTA_WAIT if reasons & QUOTA else SHORT_WAIT if reasons & TOO_OFTEN else None
    return ReaderError(f"youtube: {status} {', '.join(sorted(reasons))}".rstrip(), retry_after=wait)


plugin = YouTube()
