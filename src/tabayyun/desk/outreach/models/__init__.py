"""Outreach: the directories, and one record an activity."""

from tabayyun.desk.outreach.models.activities import Activity, Kind, Level, Phase, Topic
from tabayyun.desk.outreach.models.directories import (
    Association,
    Company,
    Entry,
    Province,
    Region,
    School,
    Union,
)

__all__ = [
    "Activity",
    "Association",
    "Company",
    "Entry",
    "Kind",
    "Level",
    "Phase",
    "Province",
    "Region",
    "School",
    "Topic",
    "Union",
]
