"""A clip as the frames that differ: hashes of all of them, keypoints of some.

Frames come every half second. One that shows what the last one showed is left out, so that a picture that
stands still for a minute is a few frames and not a hundred votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media import pdq
from tabayyun.engine.media.keypoints import NONE, keypoints
from tabayyun.engine.media.picture import trimmed
from tabayyun.engine.media.recognition import Fingerprint
from tabayyun.engine.media.relief import relief
from tabayyun.engine.media.sounds import Prints

STEP = 0.5
"""Seconds from one frame to the next."""
STILL = 10
"""Bits of 256 up to which a frame shows what the one before showed."""
HELD = 5.0
"""Seconds after which a frame counts again, though nothing moved."""
STORED, STORED_EVERY = 250, 1.0
"""Keypoints that are kept of a frame, and seconds between two frames that have some."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What is kept of a clip, or of a sound, which has no frames."""

    seconds: float
    frames: tuple[tuple[float, Fingerprint], ...]
    """Each with the second it begins at."""
    sound: Prints


@dataclass(frozen=True, slots=True)
class Frame:
    """What is seen from ``at`` until ``until`` (seconds)."""

    at: float
    until: float
    picture: NDArray[np.uint8]
    """Grey, at working size."""
    hash: pdq.Hash


def framed(pictures: Iterable[NDArray[np.uint8]]) -> Iterator[Frame]:
    """The frames that differ, of one picture every `STEP` seconds."""
    last: Frame | None = None
    for number, picture in enumerate(pictures):
        now = number * STEP
        hashed = pdq.hashed(picture)
        if last and hashed.distance(last.hash) <= STILL and now - last.at < HELD:
            last = replace(last, until=now + STEP)
            continue
        if last:
            yield last
        last = Frame(now, now + STEP, picture, hashed)
    if last:
        yield last


def fingerprints(frames: Iterable[Frame]) -> Iterator[tuple[float, Fingerprint]]:
    """When each frame begins, and what is kept of it: keypoints every `STORED_EVERY` seconds at most."""
    last = -STORED_EVERY
    for frame in frames:
        parts = NONE
        if frame.at - last >= STORED_EVERY:
            parts, last = keypoints(frame.picture, STORED), frame.at
        height, width = frame.picture.shape
        yield frame.at, Fingerprint((height, width), frame.hash, parts, relief(frame.picture))


def views(frame: Frame) -> Iterator[pdq.Hash]:
    """Its hashes that mean something: as it is, and without bars at its edges."""
    if frame.hash.quality >= pdq.CLEAR:
        yield frame.hash
    inside = trimmed(frame.picture)
    if inside.shape != frame.picture.shape and (bare := pdq.hashed(inside)).quality >= pdq.CLEAR:
        yield bare
