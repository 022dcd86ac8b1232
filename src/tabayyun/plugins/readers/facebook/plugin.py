"""A Facebook page: its followers today; its posts and views of yesterday, when the day is over.

Published: https://developers.facebook.com/docs/graph-api/reference/page and …/page/insights.
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

METRICS = {"page_media_view": "views", "page_total_media_view_unique": "reach"}
"""Metric of the insights → what it is here."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a page needs."""

    account: str = option("id of the page")
    address: str = option("address of the API, https://…", ADDRESS)
    version: str = option("version of the API", VERSION)

    def __post_init__(self) -> None:
        check_url("address", self.address, "https", "http")


class Facebook:
    """Three questions, with the page's token (pages_read_engagement, read_insights)."""

    slug: ClassVar[str] = "facebook"
    needs_token: ClassVar[bool] = True

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def read(self, options: Options, token: str, day: date) -> list[Measured]:
        """Followers of today, posts and views of yesterday. Raises ReaderError."""
        before = day - timedelta(days=1)
        page = f"/{options.account}"
        with graph(options.address, options.version, token) as api:
            followers = count(api.get(page, fields="followers_count"), "followers_count", self.slug)
            posts = sum(
                1 for _ in pages(api, f"{page}/published_posts", fields="id", limit="100", **span(before))
            )
            insights = _insights(api, page, before)
        return [Measured(day, followers=followers), Measured(before, posts=posts, **insights)]

    def examples(self) -> list[Example]:
        """The recorded answers beside this module."""
        return recorded(Path(__file__).with_name("examples"))


def _insights(api: Api, page: str, day: date) -> dict[str, int]:
    """What the insights say of ``day``; a metric that is not ready yet is left out, as the API does."""
    asked = {"metric": ",".join(METRICS), "period": "day", **span(day)}
    found: dict[str, int] = {}
    for one in pages(api, f"{page}/insights", **asked):
        name, values = str(one.get("name")), one.get("values")
        if name in METRICS and isinstance(values, list) and values:
            found[METRICS[name]] = count(part({"value": values[0]}, "value", name), "value", "facebook")
    return found


plugin = Facebook()
