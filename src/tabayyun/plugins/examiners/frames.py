"""In the sandbox: frames of a clip with their times, small."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.reels import MOST_SECONDS, Reel, run

Picture = np.ndarray[Any, np.dtype[np.uint8]]
EDGE = 360
"""Pixels of a frame's longer side, as it is compared and shown."""
WHOLE = 240 * 1280 * 720
"""Seconds × pixels up to which frames are unpacked; of longer clips only key frames, which need no other."""
STEP = 0.2
"""Seconds between two frames, at least."""
MOST = 400
_TIME = re.compile(rb"showinfo[^\n]* pts_time: *(-?[0-9.]+)")
_PPM = re.compile(rb"P6\n(\d+) (\d+)\n255\n")


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame, BGR, and when it is shown, in seconds from the beginning."""

    at: float
    picture: Picture


def frames(path: Path, reel: Reel) -> list[Frame]:
    """The frames that are looked at, in order; at most about MOST. Raises UnexaminableError."""
    every = max(STEP, min(reel.seconds, MOST_SECONDS) / MOST)
    choose = f"select=isnan(prev_selected_t)+gte(t-prev_selected_t\\,{every:.3f})"
    size = f"scale=w={EDGE}:h={EDGE}:force_original_aspect_ratio=decrease:flags=area"
    look = ["-map", "0:V:0", "-t", str(MOST_SECONDS), "-vf", f"{choose},{size},showinfo"]
    out = [
        "-fps_mode",
        "passthrough",
        "-frames:v",
        str(2 * MOST),
        "-f",
        "image2pipe",
        "-c:v",
        "ppm",
        "pipe:1",
    ]
    ran = run("ffmpeg", path, _how(reel), ["-nostats", "-v", "info", *look, *out])
    times = [float(at) for at in _TIME.findall(ran.stderr)]
    found = [Frame(max(0, at), one) for at, one in zip(times, _pictures(ran.stdout), strict=False)]
    if not found:
        raise UnexaminableError("no frame of the clip can be unpacked")
    return found


def frame_at(path: Path, at: float, edge: int) -> Picture | None:
    """The frame that is shown at a time, at most ``edge`` pixels a side; None when it cannot be unpacked."""
    size = f"scale=w='min(iw,{edge})':h='min(ih,{edge})':force_original_aspect_ratio=decrease:flags=area"
    what = [
        "-v",
        "error",
        "-map",
        "0:V:0",
        "-frames:v",
        "1",
        "-vf",
        size,
        "-f",
        "image2pipe",
        "-c:v",
        "ppm",
        "pipe:1",
    ]
    found = _pictures(run("ffmpeg", path, ["-ss", f"{at:.3f}"], what).stdout)
    return found[0] if found else None


def only_key_frames(reel: Reel) -> bool:
    """Whether the clip is too long for every frame to be unpacked."""
    return not 0 < reel.seconds * reel.width * reel.height <= WHOLE


def _how(reel: Reel) -> list[str]:
    """Frames that no other needs (B) are left out too, and the last smoothing: half the time."""
    return ["-skip_frame", "nokey" if only_key_frames(reel) else "bidir", "-skip_loop_filter", "all"]


def _pictures(data: bytes) -> list[Picture]:
    """The PPM pictures in ``data``, one behind the other."""
    pictures, place = [], 0
    while head := _PPM.match(data, place):
        width, height = int(head[1]), int(head[2])
        place = head.end() + 3 * width * height
        if place > len(data):
            break
        plain = np.frombuffer(data, np.uint8, 3 * width * height, head.end()).reshape(height, width, 3)
        pictures.append(np.asarray(cv2.cvtColor(plain, cv2.COLOR_RGB2BGR), np.uint8))
    return pictures
