"""Questions about cases: the clock, the timeline, the figures, the lists, the signed links."""

from tabayyun.desk.cases.queries.clock import STATES, CaseTarget, clock, next_target
from tabayyun.desk.cases.queries.figures import Figures, figures
from tabayyun.desk.cases.queries.links import ANSWER_GRACE, answer_link, case_link, has_expired, inquiry_by
from tabayyun.desk.cases.queries.lists import (
    FILTERS,
    LANGUAGES,
    assignable,
    by_reference,
    cases,
    earlier_cases,
    inquiries,
    open_case_of,
    recipients,
    units,
)
from tabayyun.desk.cases.queries.locks import holder
from tabayyun.desk.cases.queries.timeline import Event, timeline

__all__ = [
    "ANSWER_GRACE",
    "FILTERS",
    "LANGUAGES",
    "STATES",
    "CaseTarget",
    "Event",
    "Figures",
    "answer_link",
    "assignable",
    "by_reference",
    "case_link",
    "cases",
    "clock",
    "earlier_cases",
    "figures",
    "has_expired",
    "holder",
    "inquiries",
    "inquiry_by",
    "next_target",
    "open_case_of",
    "recipients",
    "timeline",
    "units",
]
