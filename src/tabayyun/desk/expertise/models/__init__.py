"""Technical checks of a content, and the preserved copies they were made on."""

from tabayyun.desk.expertise.models.evidence import CustodyEntry, Evidence
from tabayyun.desk.expertise.models.examinations import METHODS, Examination

__all__ = ["METHODS", "CustodyEntry", "Evidence", "Examination"]
