"""Activities by region, topic and month, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format

from tabayyun.desk.outreach.models import Activity, Region, Topic
from tabayyun.desk.outreach.queries.lists import Filters
from tabayyun.kit.charts import Column, Point, Share, columns, shares

TILE = 78
MOST_MONTHS, MOST_LABELS = 25, 14
DARKEST = 0.42
"""So dark that the words on a tile are still read."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A region on the map of tiles: not a map of borders, but each where one looks for it."""

    x: int
    y: int
    shade: float
    region: Region
    value: int
    url: str

    @property
    def words(self) -> list[tuple[int, str]]:
        """(height, word) of the short name: two words on two lines."""
        first, _space, rest = self.region.short_name.partition(" ")
        return [(18, first), (34, rest)] if rest else [(27, first)]


def by_region(found: QuerySet[Activity], filters: Filters, regions: list[Region]) -> list[Tile]:
    """One tile a region, also where nothing happened."""
    counts = dict(found.order_by().values_list("region").annotate(n=Count("pk")))
    most = max(counts.values(), default=0) or 1
    return [
        Tile(
            region.map_column * TILE,
            region.map_row * TILE,
            round(DARKEST * counts.get(region.pk, 0) / most, 2),
            region,
            counts.get(region.pk, 0),
            address(replace(filters, region=region.code)),
        )
        for region in regions
    ]


def region_shares(tiles: list[Tile]) -> list[Share]:
    """The same as bars, most first."""
    ordered = sorted(tiles, key=lambda tile: (-tile.value, tile.region.code))
    return shares(Point("", tile.region.local_name, tile.value, tile.url) for tile in ordered)


def by_topic(found: QuerySet[Activity], filters: Filters) -> list[Share]:
    """Most first; what has no topic is not drawn."""
    counts = found.exclude(topic="").values_list("topic").annotate(n=Count("pk")).order_by("-n", "topic")
    return shares(
        Point("", str(Topic(topic).label), n, address(replace(filters, topic=topic))) for topic, n in counts
    )


def by_month(found: QuerySet[Activity], filters: Filters) -> list[Column]:
    """Month by month without gaps; year by year when that would be more than 25."""
    rows = found.order_by().annotate(month=TruncMonth("held_on")).values_list("month").annotate(n=Count("pk"))
    counts = dict(rows)
    months = _months(min(counts), max(counts)) if counts else []
    if len(months) <= MOST_MONTHS:
        sparse = len(months) > MOST_LABELS
        return columns([_month(month, counts.get(month, 0), filters, sparse) for month in months])
    years = range(months[0].year, months[-1].year + 1)
    by_year = [(year, sum(n for month, n in counts.items() if month.year == year)) for year in years]
    return columns([Point(str(year), str(year), n) for year, n in by_year])


def address(filters: Filters) -> str:
    """The query that shows what ``filters`` choose."""
    chosen = {name: getattr(filters, name) for name in filters.__slots__}
    return "?" + urlencode({name: value for name, value in chosen.items() if value})


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    ordinals = (first.year * 12 + first.month - 1 + number for number in range(count))
    return [date(ordinal // 12, ordinal % 12 + 1, 1) for ordinal in ordinals]


def _month(month: date, value: int, filters: Filters, sparse: bool) -> Point:
    """Where bars are thin, January shows its year and then every third month its number."""
    label = str(month.month)
    if sparse:
        label = str(month.year) if month.month == 1 else label if month.month % 3 == 1 else ""
    name = date_format(month, "F Y")
    return Point(label, name, value, address(replace(filters, month=f"{month:%Y-%m}")))
