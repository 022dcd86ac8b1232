"""Bluesky: followers and posts of an account, from any AppView.

Published: the lexicon ``app.bsky.actor.getProfile``.
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

    account: str = option("handle or DID of the account")
    address: str = option("address of the AppView, https://…", "https://public.api.bsky.app")

    def __post_init__(self) -> None:
        check_url("address", self.address, "https", "http")


class Bluesky:
    """One question, without a token."""

    slug: ClassVar[str] = "bluesky"
    needs_token: ClassVar[bool] = False

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def read(self, options: Options, token: str, day: date) -> list[Measured]:
        """Followers and posts. Raises ReaderError."""
        with Api(options.address, {}) as api:
            found = api.get("/xrpc/app.bsky.actor.getProfile", actor=options.account.lstrip("@"))
        posts, followers = (count(found, f"{name}Count", self.slug) for name in ("posts", "followers"))
        return [Measured(day, followers=followers, posts_total=posts)]

    def examples(self) -> list[Example]:
        """The recorded answers beside this module."""
        return recorded(Path(__file__).with_name("examples"))


plugin = Bluesky()
