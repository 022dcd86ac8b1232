"""Questions about contents, signals and known claims."""

from tabayyun.desk.signals.queries.charts import Bar, chart, copies_over_time, sparkline
from tabayyun.desk.signals.queries.claims import related_claims
from tabayyun.desk.signals.queries.live import Changes, changes, latest_revision
from tabayyun.desk.signals.queries.queue import Filters, Row, copies_of, queue, rows, suggested
from tabayyun.desk.signals.queries.reasons import reasons

__all__ = [
    "Bar",
    "Changes",
    "Filters",
    "Row",
    "changes",
    "chart",
    "copies_of",
    "copies_over_time",
    "latest_revision",
    "queue",
    "reasons",
    "related_claims",
    "rows",
    "sparkline",
    "suggested",
]
