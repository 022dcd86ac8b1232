"""Everything the report can be asked, by the newsroom, the command and its own pages."""

from tabayyun.desk.report.queries.changes import Change, changes
from tabayyun.desk.report.queries.dashboard import Dashboard, address, dashboard
from tabayyun.desk.report.queries.desk import chapter_page, figures_of, listed
from tabayyun.desk.report.queries.opened import group_name, opened, readable
from tabayyun.desk.report.queries.proofs import bundle, open_data
from tabayyun.desk.report.queries.public import (
    errata,
    latest_release,
    public_chapter,
    public_chapters,
    public_report,
    public_reports,
    release,
)
from tabayyun.desk.report.queries.standing import as_published, live_figures, revision, standing

__all__ = [
    "Change",
    "Dashboard",
    "address",
    "as_published",
    "bundle",
    "changes",
    "chapter_page",
    "dashboard",
    "errata",
    "figures_of",
    "group_name",
    "latest_release",
    "listed",
    "live_figures",
    "open_data",
    "opened",
    "public_chapter",
    "public_chapters",
    "public_report",
    "public_reports",
    "readable",
    "release",
    "revision",
    "standing",
]
