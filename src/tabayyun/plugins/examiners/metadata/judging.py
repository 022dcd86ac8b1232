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


def contradictions(found: Mapping[str, Any], appeared: datetime | None, named: str) -> list[str]:
    """What cannot be: names of `words.CONTRADICTIONS`. ``named``: the media type by the file's name."""
    taken, changed, satellites = (moment(found, name) for name in ("taken", "changed", "satellites"))
    checks = {
        "later": taken and appeared and taken > appeared + ZONES,
        "order": taken and changed and taken > changed + ZONES,
        "satellites": taken and satellites and abs(taken - satellites) > ZONES + timedelta(hours=12),
        "clock": taken and taken.year < FIRST_CAMERAS,
        "thumbnail": found["thumbnail"] is not None and found["thumbnail"] < ALIKE,
        "name": _is_another(named, found["media_type"]),
    }
    return [name for name, wrong in checks.items() if wrong]


def _is_another(named: str, found: str) -> bool:
    """Whether the name says a picture, a clip or a sound, and the bytes are plainly something else."""
    said, is_really = _FAMILIES.get(named.partition("/")[0]), _FAMILIES.get(found.partition("/")[0])
    return said is not None and said != is_really and (is_really is not None or found.startswith(_NO_MEDIA))


_FAMILIES = {"image": "picture", "video": "footage", "audio": "footage"}
"""A container of clips may hold nothing but a sound."""
_NO_MEDIA = ("text/", "application/pdf", "application/zip", "application/octet-stream")
"""Other kinds of «application» hold pictures as well."""
