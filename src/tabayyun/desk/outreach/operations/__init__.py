"""What is done in outreach. Every operation is one transaction and leaves an audit entry."""

from tabayyun.desk.outreach.operations.entries import company_named, save_entry
from tabayyun.desk.outreach.operations.places import load_places
from tabayyun.desk.outreach.operations.recording import edit, record, remove
from tabayyun.desk.outreach.operations.retention import purge_children
from tabayyun.desk.outreach.operations.rules import phase_of, school_year_of

__all__ = [
    "company_named",
    "edit",
    "load_places",
    "phase_of",
    "purge_children",
    "record",
    "remove",
    "save_entry",
    "school_year_of",
]
