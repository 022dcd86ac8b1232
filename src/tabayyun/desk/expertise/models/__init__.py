"""Technical checks of a content, the preserved copies they were made on, and what is shown of those."""

from tabayyun.desk.expertise.models.calendar import CalendarEntry
from tabayyun.desk.expertise.models.captures import Capture, CustodyCheckpoint
from tabayyun.desk.expertise.models.evidence import CustodyEntry, Evidence
from tabayyun.desk.expertise.models.examinations import METHODS, Examination
from tabayyun.desk.expertise.models.media import (
    ImageryModel,
    MediaMatch,
    MediaPrint,
    MediaTag,
    Progress,
    Seen,
)
from tabayyun.desk.expertise.models.pictures import Illustration, Picture, Preview, Reveal

__all__ = [
    "METHODS",
    "CalendarEntry",
    "Capture",
    "CustodyCheckpoint",
    "CustodyEntry",
    "Evidence",
    "Examination",
    "Illustration",
    "ImageryModel",
    "MediaMatch",
    "MediaPrint",
    "MediaTag",
    "Picture",
    "Preview",
    "Progress",
    "Reveal",
    "Seen",
]
