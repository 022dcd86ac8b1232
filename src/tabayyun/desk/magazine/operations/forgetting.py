"""Pictures that no text shows any more are forgotten: what was taken out of a draft was meant to go."""

from __future__ import annotations

from datetime import datetime, timedelta

from tabayyun.desk.magazine.models import Picture
from tabayyun.desk.magazine.queries.files import folder

KEEP = timedelta(days=1)
"""A picture is on the disk a moment before the row that names it."""


def forget_pictures(*, now: datetime) -> int:
    """Delete the files of pictures that are in no text, with their smaller sizes; how many files."""
    shown = set(Picture.objects.values_list("sha256", flat=True))
    gone = 0
    for path in folder("pictures").glob("*.jpg"):
        old = path.stat().st_mtime < (now - KEEP).timestamp()
        if old and path.stem.partition("-")[0] not in shown:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
