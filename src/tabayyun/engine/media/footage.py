"""Which known clips a clip shows, which parts of them, and what was done to the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tabayyun.engine.media.alignment import Stretch, stretches
from tabayyun.engine.media.changes import Change
from tabayyun.engine.media.clips import HELD, Frame, views
from tabayyun.engine.media.pdq import CLEAR
from tabayyun.engine.media.recognition import Known, Recognition

NEAR = 0.75
"""Seconds by which two frames of one moment may miss each other: both come every half second."""
ENOUGH = 3
"""Different frames that must agree on one stretch; fewer only when the clip has fewer."""
PARTS_EVERY, PARTS_AT_LEAST = 5.0, 12
"""Seconds between two frames whose parts are looked for; in a short clip so many frames instead."""
AFTER_A_HIT = 2.0
"""Seconds to the next one when something was found: that tells where it ends."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A frame of the asked clip shows a known picture."""

    at: float
    until: float
    found: Recognition


@dataclass(frozen=True, slots=True)
class Screening:
    """A clip that was run past several collections: what it shows of each."""

    clear: int
    """Its frames that differ and are not too plain."""
    moments: tuple[list[Moment], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a known clip that the asked one shows. ``change`` is that of its surest frame."""

    stretch: Stretch
    by: str
    score: float
    change: Change
    distance: int | None
    places: int | None


def screened(frames: Iterable[Frame], seconds: float, *collections: Known) -> Screening:
    """Run a clip of that length past each collection.

    All frames are asked by hash; the parts of one are looked for when no hash agrees and it is due.
    """
    every, due, clear = min(PARTS_EVERY, seconds / PARTS_AT_LEAST), 0.0, 0
    moments: tuple[list[Moment], ...] = tuple([] for _known in collections)
    for frame in frames:
        clear += frame.hash.quality >= CLEAR
        is_due, wait = frame.at >= due, every
        for known, here in zip(collections, moments, strict=True):
            found = list(_by_hash(frame, known))
            if not found and is_due:
                found = known.recognise(frame.picture)
            if found:
                wait = min(every, AFTER_A_HIT)
            here += [Moment(frame.at, frame.until, one) for one in found]
        if is_due:
            due = frame.at + wait
    return Screening(clear, moments)


def _by_hash(frame: Frame, known: Known) -> Iterator[Recognition]:
    for asked in views(frame):
        near = known.hashes.near(asked)
        for distance, number in near:
            yield Recognition(number, "hash", 1 - distance / 64, Change(), distance=distance)
        if near:
            return


def shown(pairs: Sequence[tuple[Moment, float]], clear: int) -> list[Shown]:
    """The stretches of one known clip, from moments and the second of it that each shows.

    ``clear`` is how many such frames the asked clip has.
    """
    asked = np.array([moment.at for moment, _there in pairs])
    known = np.array([there for _moment, there in pairs])
    enough = max(1, min(ENOUGH, clear))
    lines = stretches(asked, known, near=NEAR, gap=2 * HELD, enough=enough)
    return [_told(line, [moment for moment, _there in pairs]) for line in lines]


def _told(line: Stretch, found: list[Moment]) -> Shown:
    begin, end = line.asked
    mine = [one for one in found if begin <= one.at <= end]
    best = max((one.found for one in mine), key=lambda one: (one.places or 0, one.score))
    last = min(max(one.until for one in mine), end + HELD)
    whole = replace(
        line, asked=(begin, last), known=(line.known[0], line.known[1] + (last - end) * line.speed)
    )
    score = line.moments / (line.moments + ENOUGH)
    return Shown(whole, best.by, score, best.change, best.distance, best.places)
