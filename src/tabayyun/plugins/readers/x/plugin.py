"""X: followers and posts of an account. Views of an account are not in its public figures.

Published: https://docs.x.com/x-api/users/lookup (v2, app-only bearer token).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from tabayyun.plugins.readers.asking import Api, count, need, part
from tabayyun.plugins.readers.base import Example, Measured, ReaderError
from tabayyun.plugins.readers.examples import recorded
from tabayyun.plugins.sources.options import check_url, option, read


@dataclass(frozen=True, slots=True)
class Options:
    """What an account needs."""

    account: str = option("user name, without @")
    address: str = option("address of the API, https://…", "https://api.x.com")

    def __post_init__(self) -> None:
        check_url("address", self.address, "https", "http")


class X:
    """One question, with the app's bearer token."""

    slug: ClassVar[str] = "x"
    needs_token: ClassVar[bool] = True

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def read(self, options: Options, token: str, day: date) -> list[Measured]:
        """Followers and posts. Raises ReaderError."""
        with Api(options.address, {"Authorization": f"Bearer {need(token)}"}, _trouble) as api:
            path = f"/2/users/by/username/{quote(options.account.lstrip('@'), safe='')}"
            found = api.get(path, **{"user.fields": "public_metrics"})
        metrics = part(part(found, "data", self.slug), "public_metrics", self.slug)
        posts, followers = (count(metrics, name, self.slug) for name in ("tweet_count", "followers_count"))
        return [Measured(day, followers=followers, posts_total=posts)]

    def examples(self) -> list[Example]:
        """The recorded answers beside this module."""
        return recorded(Path(__file__).with_name("examples"))


def _trouble(status: int, said: Any, headers: Mapping[str, str]) -> ReaderError | None:
    """An account that is not there comes as 200 with «errors» and no «data»."""
    errors = said.get("errors") if isinstance(said, dict) and "data" not in said else None
    if not isinstance(errors, list) or not errors or not isinstance(errors[0], dict):
        return None
    first = errors[0]
    return ReaderError(f"x: {first.get('title') or first.get('message') or status}")


plugin = X()
