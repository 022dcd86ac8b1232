"""In the sandbox: cut a clip into scenes and put their key frames on a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tabayyun.plugins.examiners.frames import frames, only_key_frames
from tabayyun.plugins.examiners.illustrating import packed
from tabayyun.plugins.examiners.key_frames.sheet import sheet
from tabayyun.plugins.examiners.key_frames.words import CAPTION
from tabayyun.plugins.examiners.reels import MOST_SECONDS, reel
from tabayyun.plugins.examiners.scenes import scenes

CUT_SHORT = 0.9
"""Of the length that the clip says: frames that end before are what is left of a damaged one."""


def look(path: Path) -> dict[str, Any]:
    """Length, size and scenes (seconds), and the sheet; ``kind`` is None when it holds no frames."""
    found = reel(path)
    if not found.has_frames:
        return {"kind": None}
    seen = frames(path, found)
    reached = seen[-1].at
    looked_at = min(found.seconds, MOST_SECONDS) or reached
    cut = scenes(seen, looked_at)
    return {
        "kind": "/".join(found.codecs),
        "seconds": round(found.seconds or reached, 2),
        "size": [found.width, found.height],
        "only_key_frames": only_key_frames(found),
        "read_until": round(reached, 2),
        "is_cut_short": reached + 5 < CUT_SHORT * looked_at,
        "scenes": [[round(one.begin, 2), round(one.end, 2), round(seen[one.key].at, 2)] for one in cut],
        "illustrations": [packed("contact-sheet", sheet(cut, seen), CAPTION, quality=80)],
    }
