"""Questions about contents, signals and known claims."""

from tabayyun.desk.signals.queries.charts import Bar, chart, copies_over_time, sparkline
from tabayyun.desk.signals.queries.claims import model_chosen, related_claims
from tabayyun.desk.signals.queries.live import Changes, changes, latest_revision
from tabayyun.desk.signals.queries.matching import (
    costs,
    labels,
    matching_problem,
    near_claims,
    repeated_claims,
    threshold,
)
from tabayyun.desk.signals.queries.models_in_use import decisions, in_use, trained
from tabayyun.desk.signals.queries.queue import Filters, Row, copies_of, queue, rows, suggested
from tabayyun.desk.signals.queries.reasons import reasons
from tabayyun.desk.signals.queries.spread import spread_in_words
from tabayyun.desk.signals.queries.statements import own_statements

__all__ = [
    "Bar",
    "Changes",
    "Filters",
    "Row",
    "changes",
    "chart",
    "copies_of",
    "copies_over_time",
    "costs",
    "decisions",
    "in_use",
    "labels",
    "latest_revision",
    "matching_problem",
    "model_chosen",
    "near_claims",
    "own_statements",
    "queue",
    "reasons",
    "related_claims",
    "repeated_claims",
    "rows",
    "sparkline",
    "spread_in_words",
    "suggested",
    "threshold",
    "trained",
]
