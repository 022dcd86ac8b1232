"""Everything the press room can be asked, by the newsroom and by its own pages."""

from tabayyun.desk.press.queries.checks import Check, checks
from tabayyun.desk.press.queries.desk import (
    case_of,
    lateness,
    listed,
    of_case,
    of_content,
    statement_page,
    waiting_for,
)
from tabayyun.desk.press.queries.public import corrections, public_text, published, versions
from tabayyun.desk.press.queries.recognition import Recognition, recognise
from tabayyun.desk.press.queries.search import search
from tabayyun.desk.press.queries.transparency import (
    bundle,
    bundle_of,
    consistency,
    log_entries,
    log_head,
    public_keys,
    timestamp_root,
    to_be_signed,
    verification_keys,
)
from tabayyun.desk.press.queries.wording import Passage, differences, revision, says, version_differences

__all__ = [
    "Check",
    "Passage",
    "Recognition",
    "bundle",
    "bundle_of",
    "case_of",
    "checks",
    "consistency",
    "corrections",
    "differences",
    "lateness",
    "listed",
    "log_entries",
    "log_head",
    "of_case",
    "of_content",
    "public_keys",
    "public_text",
    "published",
    "recognise",
    "revision",
    "says",
    "search",
    "statement_page",
    "timestamp_root",
    "to_be_signed",
    "verification_keys",
    "version_differences",
    "versions",
    "waiting_for",
]
