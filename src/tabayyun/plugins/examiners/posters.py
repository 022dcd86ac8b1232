"""In one child: one frame of a clip, to be looked at before the examiners have run.

As with pictures, nothing of the file's own bytes comes back.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tabayyun.plugins.examiners import previewing, sandbox
from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.frames import Picture, frame_at
from tabayyun.plugins.examiners.previewing import SHOWN, Look
from tabayyun.plugins.examiners.reels import MOST_SECONDS, is_reel, reel

PLACES = (0.1, 0.4, 0.7)
"""Of its length: clips begin and end with black frames and titles."""


def installed() -> bool:
    """Whether the programs are there without which no clip is shown."""
    return all(map(shutil.which, ("ffprobe", "ffmpeg")))


def poster(path: Path) -> Look | None:
    """What one frame of the clip looks like; None when the file holds no frames. Raises UnexaminableError."""
    if not is_reel(path):
        return None
    said = sandbox.look(__name__, path)
    return previewing.read(said) if said["kind"] else None


def look(path: Path) -> dict[str, Any]:
    """In the sandbox. ``kind`` is None when there are no frames."""
    found = reel(path)
    if not found.has_frames:
        return {"kind": None}
    times = {place * min(found.seconds, MOST_SECONDS) for place in PLACES}
    seen = [frame for at in sorted(times) if (frame := frame_at(path, at, SHOWN)) is not None]
    if not seen:
        raise UnexaminableError("no frame of the clip can be unpacked")
    fullest = max(seen, key=_variety)
    return previewing.shown("/".join(found.codecs), Image.fromarray(fullest[:, :, ::-1].copy()))


def _variety(frame: Picture) -> float:
    """How much there is to be seen: nothing in a black frame."""
    return float(np.std(frame[::8, ::8]))
