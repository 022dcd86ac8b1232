"""Everything the report decides: begin, write, approve, publish, correct."""

from tabayyun.desk.report.operations.approving import approve, send_back, submit
from tabayyun.desk.report.operations.errata import drop_erratum, publish_erratum, write_erratum
from tabayyun.desk.report.operations.publishing import publish, publish_due, schedule, unschedule
from tabayyun.desk.report.operations.writing import begin, edit

__all__ = [
    "approve",
    "begin",
    "drop_erratum",
    "edit",
    "publish",
    "publish_due",
    "publish_erratum",
    "schedule",
    "send_back",
    "submit",
    "unschedule",
    "write_erratum",
]
