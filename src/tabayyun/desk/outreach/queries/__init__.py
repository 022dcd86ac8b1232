"""Questions about outreach: the figures of the report with the rows they count, lists and charts."""

from tabayyun.desk.outreach.queries.charts import address, by_month, by_region, by_topic, region_shares
from tabayyun.desk.outreach.queries.figures import (
    Total,
    associations_met,
    children,
    companies_supported,
    meetings,
    of_kind,
    pupils,
    schools,
    sessions,
    unions_received,
)
from tabayyun.desk.outreach.queries.lists import (
    Filters,
    Summary,
    activities,
    by_id,
    entries,
    month_span,
    regions,
    school_years,
    summary,
)

__all__ = [
    "Filters",
    "Summary",
    "Total",
    "activities",
    "address",
    "associations_met",
    "by_id",
    "by_month",
    "by_region",
    "by_topic",
    "children",
    "companies_supported",
    "entries",
    "meetings",
    "month_span",
    "of_kind",
    "pupils",
    "region_shares",
    "regions",
    "school_years",
    "schools",
    "sessions",
    "summary",
    "unions_received",
]
