"""In the sandbox: unpack the sound of a file and listen for level, silence and background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.illustrating import packed
from tabayyun.plugins.examiners.reels import MOST_SECONDS, reel, run
from tabayyun.plugins.examiners.sound.drawing import drawn
from tabayyun.plugins.examiners.sound.hearing import RATE, jumps, levels, silences
from tabayyun.plugins.examiners.sound.words import CAPTION


def look(path: Path) -> dict[str, Any]:
    """Length, levels, silences and changes of the background; ``sound`` is whether there is any."""
    found = reel(path)
    if not found.has_sound:
        return {"sound": False, "seconds": round(found.seconds, 2), "kind": "/".join(found.codecs)}
    level, banded = levels(_samples(path))
    if not len(level):
        raise UnexaminableError("the sound cannot be unpacked")
    silent, changes = silences(level), jumps(banded)
    return {
        "sound": True,
        "kind": "/".join(found.codecs),
        "seconds": round(len(level) / 10, 1),
        "mean_level": round(float(10 * np.log10((10 ** (level / 10)).mean())), 1),
        "highest_level": round(float(level.max()), 1),
        "silences": [[begin, end] for begin, end in silent],
        "changes": [[one.at, one.size] for one in changes],
        "illustrations": [packed("sound-level", drawn(level, silent, changes), CAPTION)],
    }


def _samples(path: Path) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """All channels in one, RATE samples a second."""
    what = ["-v", "error", "-map", "0:a:0", "-t", str(MOST_SECONDS), "-ac", "1", "-ar", str(RATE)]
    data = run("ffmpeg", path, [], [*what, "-f", "s16le", "pipe:1"]).stdout
    return np.frombuffer(data[: len(data) // 2 * 2], np.int16)
