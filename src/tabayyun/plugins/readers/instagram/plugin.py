"""An Instagram account: its followers and posts today; its views and reach of yesterday.

Published: https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user (fields
and insights; ``views`` came with v22.0 and asks for ``metric_type=total_value``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from tabayyun.plugins.readers.asking import Api, count, part
from tabayyun.plugins.readers.base import Example, Measured
from tabayyun.plugins.readers.examples import recorded
from tabayyun.plugins.readers.graph import ADDRESS, VERSION, graph, pages, span
from tabayyun.plugins.sources.options import check_url, option, read

METRICS = ("views", "reach")


@dataclass(frozen=True, slots=True)
class Options:
    """What an account needs."""

    account: str = option("id of the professional account")
    address: str = option("address of the API, https://…", ADDRESS)
    version: str = option("version of the API", VERSION)

    def __post_init__(self) -> None:
        check_url("address", self.address, "https", "http")


class Instagram:
    """Two questions, with a token for instagram_basic and instagram_manage_insights."""

    slug: ClassVar[str] = "instagram"
    needs_token: ClassVar[bool] = True

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def read(self, options: Options, token: str, day: date) -> list[Measured]:
        """Followers and posts of today, views and reach of yesterday. Raises ReaderError."""
        before = day - timedelta(days=1)
        with graph(options.address, options.version, token) as api:
            found = api.get(f"/{options.account}", fields="followers_count,media_count")
            insights = _insights(api, options.account, before)
        followers, posts = (count(found, name, self.slug) for name in ("followers_count", "media_count"))
        today = Measured(day, followers=followers, posts_total=posts)
        return [today, Measured(before, **insights)] if insights else [today]

    def examples(self) -> list[Example]:
        """The recorded answers beside this module."""
        return recorded(Path(__file__).with_name("examples"))


def _insights(api: Api, account: str, day: date) -> dict[str, int]:
    """Figures may come up to two days late: then the API leaves them out, and so do we."""
    asked = {"metric": ",".join(METRICS), "period": "day", "metric_type": "total_value", **span(day)}
    found = {str(one.get("name")): one for one in pages(api, f"/{account}/insights", **asked)}
    return {
        name: count(part(found[name], "total_value", "instagram"), "value", "instagram")
        for name in METRICS
        if name in found
    }


plugin = Instagram()
