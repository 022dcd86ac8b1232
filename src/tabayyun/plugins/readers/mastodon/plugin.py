"""Mastodon: followers and posts of an account, as anybody may read them.

Published: https://docs.joinmastodon.org/methods/accounts/#lookup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from tabayyun.plugins.readers.asking import Api, count
from tabayyun.plugins.readers.base import Example, Measured
from tabayyun.plugins.readers.examples import recorded
from tabayyun.plugins.sources.options import check_url, option, read


@dataclass(frozen=True, slots=True)
class Options:
    """What an account needs."""

    account: str = option("user, or user@server")
    address: str = option("address of the server, https://…")

    def __post_init__(self) -> None:
        check_url("address", self.address, "https", "http")


class Mastodon:
    """One question, no token needed; with one where the server wants it."""

    slug: ClassVar[str] = "mastodon"
    needs_token: ClassVar[bool] = False

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def read(self, options: Options, token: str, day: date) -> list[Measured]:
        """Followers and posts. Raises ReaderError."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with Api(options.address, headers) as api:
            found = api.get("/api/v1/accounts/lookup", acct=options.account.lstrip("@"))
        posts, followers = (count(found, f"{name}_count", self.slug) for name in ("statuses", "followers"))
        return [Measured(day, followers=followers, posts_total=posts)]

    def examples(self) -> list[Example]:
        """The recorded answers beside this module."""
        return recorded(Path(__file__).with_name("examples"))


plugin = Mastodon()
