"""Questions about outreach: the figures of the report with the rows they count, lists and charts."""

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

__all__ = [
    "Total",
    "associations_met",
    "children",
    "companies_supported",
    "meetings",
    "of_kind",
    "pupils",
    "schools",
    "sessions",
    "unions_received",
]
