"""The spreadsheets of outreach: a table for each kind of activity and for each directory."""

from tabayyun.desk.outreach.operations.importing.activities import ACTIVITIES, find_entries, given_of
from tabayyun.desk.outreach.operations.importing.entries import DIRECTORIES, Directory
from tabayyun.desk.outreach.operations.importing.lookups import LOOKED_UP

TABLES = [*ACTIVITIES.values(), *(directory.table for directory in DIRECTORIES.values())]

__all__ = ["ACTIVITIES", "DIRECTORIES", "LOOKED_UP", "TABLES", "Directory", "find_entries", "given_of"]
