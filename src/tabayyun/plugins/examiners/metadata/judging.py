"""Dates, places and thumbnail of one file that cannot all be true."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

ZONES = timedelta(hours=14)
"""Clocks around the earth differ by that much: closer dates contradict nothing."""
FIRST_CAMERAS = 1995
ALIKE = 0.7
"""Correlation from which on a thumbnail shows the same picture; an edit in a corner stays above."""


def moment(found: Mapping[str, Any], name: str) -> datetime | None:
    """A date of the finding; without a zone it is read as UTC, which is what `ZONES` allows for."""
    if not found[name]:
        return None
    at = datetime.fromisoformat(found[name])
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def contradictions(found: Mapping[str, Any], appeared: datetime | None) -> list[str]:
    """What cannot be: names of `words.CONTRADICTIONS`."""
    taken, changed, satellites = (moment(found, name) for name in ("taken", "changed", "satellites"))
    checks = {
        "later": taken and appeared and taken > appeared + ZONES,
        "order": taken and changed and taken > changed + ZONES,
        "satellites": taken and satellites and abs(taken - satellites) > ZONES + timedelta(hours=12),
        "clock": taken and taken.year < FIRST_CAMERAS,
        "thumbnail": found["thumbnail"] is not None and found["thumbnail"] < ALIKE,
    }
    return [name for name, wrong in checks.items() if wrong]
