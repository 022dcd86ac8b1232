"""Known sounds, and which stretches of them a sound repeats: at another speed, at another pitch, in pieces.

A print of which half is found again, the rest with few bits changed, is a pair of moments; the line through
the pairs says where and how fast; then every print along the line is compared, and what differs in fewer
than a third of its bits over some seconds is the same sound. Other sounds differ in nearly half.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.alignment import Line, Stretch, Times, best_line
from tabayyun.engine.media.sounds import APART, PITCHES, RATE, SECONDS, WINDOW, Prints, Spectrum

PARTS, VALUES = 2, 1 << 16
LIKE = 6
"""Bits of 32 in which two prints may differ that are taken for a pair."""
COMMON = 16
"""A half that is so many times as frequent as the mean says nothing."""
ENOUGH = 6
"""Pairs near one line from which on it is looked along."""
CANDIDATES = 8
NEAR = 0.1
"""Seconds by which a pair may lie beside its line."""
SAME = 0.32
"""Share of bits that differ, over `SMOOTHED` seconds, up to which it is the same sound."""
SMOOTHED, SHORTEST = 3.0, 2.5
"""Seconds; and of the shortest stretch that is told."""
HALF = 1.5
"""Worth that gives a score of one half: four seconds of a good copy."""
OTHER = 0.5
"""Share of bits in which other sounds differ."""
CLEAR = 0.25
"""What a second must be worth on the mean for no other pitch to be tried: half of what an equal one is."""
MIDDLE = (WINDOW + APART) / 2 / RATE
"""Seconds from the beginning of a print to the middle of what it is taken of."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """A segment that never changes: prints of whole sounds, one after the other."""

    members: NDArray[np.uint32]
    """The m sounds, growing."""
    begins: NDArray[np.int64]
    """m + 1: where the prints of each begin."""
    bits: NDArray[np.uint32]
    steps: NDArray[np.uint32]
    """n: when, in steps of `SECONDS`."""
    starts: NDArray[np.uint32]
    """2 × 65,537: where the prints with a given lower and upper half begin, in ``rows``."""
    rows: NDArray[np.uint32]
    """2 × n."""

    def __len__(self) -> int:
        return len(self.bits)

    def pairs(self, asked: Prints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of ``asked`` and rows here that are alike."""
        found = [self._alike(asked, part) for part in range(PARTS)]
        both = np.unique(np.concatenate(found, axis=1), axis=1)
        return both[0], both[1]

    def _alike(self, asked: Prints, part: int) -> NDArray[np.int64]:
        values = (asked.bits >> np.uint32(16 * part) & np.uint32(VALUES - 1)).astype(np.int64)
        begins = self.starts[part, values].astype(np.int64)
        lengths = self.starts[part, values + 1].astype(np.int64) - begins
        lengths[lengths > COMMON * (1 + len(self) / VALUES)] = 0
        mine = np.repeat(np.arange(len(values)), lengths)
        within = np.arange(len(mine)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows = self.rows[part, begins[mine] + within].astype(np.int64)
        close = np.bitwise_count(asked.bits[mine] ^ self.bits[rows]) <= LIKE
        return np.stack([mine[close], rows[close]])


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of a known sound. ``errors``: share of bits that differ."""

    sound: int
    stretch: Stretch
    errors: float

    @property
    def score(self) -> float:
        """0–1, growing with how long it is and how well it agrees; no probability."""
        worth = _worth([self])
        return worth / (worth + HALF)


@dataclass(frozen=True, slots=True)
class SoundBank:
    """Sounds by number. `added` and `without` give a new bank; the old one stays as it was."""

    segments: tuple[Sounds, ...] = ()
    gone: frozenset[int] = field(default_factory=frozenset)

    def added(self, sounds: Sequence[tuple[int, Prints]]) -> SoundBank:
        """With ``sounds``, numbers growing, each taken at `HOP`."""
        some = [one for one in sounds if len(one[1])]
        if not some:
            return self
        segments = [*self.segments, _segment(some)]
        while len(segments) > 1 and 2 * len(segments[-1]) >= len(segments[-2]):
            segments[-2:] = [_merged(segments[-2], segments[-1])]
        return replace(self, segments=tuple(segments))

    def without(self, sound: int) -> SoundBank:
        """Without a sound: it is found no more."""
        return replace(self, gone=self.gone | {sound})

    def heard(self, asked: Spectrum) -> list[Heard]:
        """What a sound, taken at `ASKED_HOP`, repeats of those known; the longest stretch first."""
        best: list[Heard] = []
        for shift in PITCHES:
            prints = asked.prints(shift)
            if not self.segments or not len(prints):
                continue
            found = [one for segment in self.segments for one in self._in(segment, prints)]
            best = max(best, found, key=_worth)
            if _worth(best) >= CLEAR * len(prints) * asked.seconds:
                break
        return sorted(best, key=lambda one: (-_worth([one]), one.sound))

    def _in(self, segment: Sounds, asked: Prints) -> Iterator[Heard]:
        mine, rows = segment.pairs(asked)
        places = np.searchsorted(segment.begins, rows, side="right") - 1
        times, there = asked.times[mine].astype(np.float64), segment.steps[rows] * SECONDS
        for place in _likely(places, there - times):
            sound = int(segment.members[place])
            if sound not in self.gone:
                own = places == place
                for stretch, errors in _stretches(segment, place, asked, times[own], there[own]):
                    yield Heard(sound, stretch, errors)


def _worth(found: Sequence[Heard]) -> float:
    """Seconds that are explained, by how well."""
    return sum((one.stretch.asked[1] - one.stretch.asked[0]) * (OTHER - one.errors) for one in found)


def _likely(places: NDArray[np.int64], offsets: Times) -> list[int]:
    """Sounds with most pairs within two seconds of one offset."""
    if not len(places):
        return []
    bins = places * (1 << 32) + np.floor(offsets / 2).astype(np.int64) + (1 << 31)
    names, counts = np.unique(bins, return_counts=True)
    order = names[np.argsort(-counts, kind="stable")]
    return list(dict.fromkeys((order >> 32).tolist()))[:CANDIDATES]


def _stretches(
    segment: Sounds, place: int, asked: Prints, times: Times, there: Times
) -> Iterator[tuple[Stretch, float]]:
    """The stretches of one known sound: line after line, each compared along its whole length."""
    while len(times) >= ENOUGH:
        line = best_line(times, there, NEAR)
        near = line.misses(times, there) <= NEAR
        runs = list(_same(segment, place, asked, line)) if near.sum() >= ENOUGH else []
        if not runs:
            return
        for begin, end, errors in runs:
            known = line.at(np.array([begin, end])) + MIDDLE
            asked_for = (begin + MIDDLE, end + MIDDLE)
            yield Stretch(asked_for, (float(known[0]), float(known[1])), line.speed, int(near.sum())), errors
            near |= (times >= begin) & (times <= end)
        times, there = times[~near], there[~near]


def _same(segment: Sounds, place: int, asked: Prints, line: Line) -> Iterator[tuple[float, float, float]]:
    """From, to and share of bits that differ of each run of prints that are the same along ``line``."""
    errors = _errors(segment, place, asked, line)
    width = max(1, round(SMOOTHED / max(float(np.median(np.diff(asked.times))), 1e-3)))
    smooth = np.convolve(errors, np.ones(width) / width, mode="same") if len(errors) >= width else errors
    edges = np.flatnonzero(np.diff(np.concatenate([[0], smooth <= SAME, [0]])))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        begin, end = _trimmed(errors, first, last)
        if end > begin and asked.times[end - 1] - asked.times[begin] >= SHORTEST:
            yield float(asked.times[begin]), float(asked.times[end - 1]), float(errors[begin:end].mean())


def _trimmed(errors: NDArray[np.float64], first: int, last: int) -> tuple[int, int]:
    """Smoothing reaches over the edges: the part that has most prints below `SAME` and fewest above."""
    gains = np.concatenate([[0], np.cumsum(SAME - errors[first:last])])
    end = int((gains - np.minimum.accumulate(gains)).argmax())
    return first + int(gains[: end + 1].argmin()), first + end


def _errors(segment: Sounds, place: int, asked: Prints, line: Line) -> NDArray[np.float64]:
    """Share of bits in which each asked print differs from the nearest known one; half where none is."""
    first, end = segment.begins[place : place + 2].tolist()
    steps = segment.steps[first:end].astype(np.int64)
    wanted = np.round(line.at(asked.times.astype(np.float64)) / SECONDS).astype(np.int64)
    errors = np.full(len(asked), 0.5)
    for beside in (-1, 0, 1):
        at = np.minimum(np.searchsorted(steps, wanted + beside), len(steps) - 1)
        there = steps[at] == wanted + beside
        unlike = np.bitwise_count(asked.bits[there] ^ segment.bits[first + at[there]]) / 32
        errors[there] = np.minimum(errors[there], unlike)
    return errors


def _segment(sounds: Sequence[tuple[int, Prints]]) -> Sounds:
    members = np.array([number for number, _prints in sounds], np.uint32)
    begins = np.cumsum([0, *(len(prints) for _number, prints in sounds)]).astype(np.int64)
    times = np.concatenate([prints.times for _number, prints in sounds])
    bits = np.concatenate([prints.bits for _number, prints in sounds])
    return _with_tables(members, begins, bits, np.round(times / SECONDS).astype(np.uint32))


def _merged(one: Sounds, other: Sounds) -> Sounds:
    return _with_tables(
        np.concatenate([one.members, other.members]),
        np.concatenate([one.begins, other.begins[1:] + one.begins[-1]]),
        np.concatenate([one.bits, other.bits]),
        np.concatenate([one.steps, other.steps]),
    )


def _with_tables(
    members: NDArray[np.uint32],
    begins: NDArray[np.int64],
    bits: NDArray[np.uint32],
    steps: NDArray[np.uint32],
) -> Sounds:
    starts, rows = np.zeros((PARTS, VALUES + 1), np.uint32), np.empty((PARTS, len(bits)), np.uint32)
    for part in range(PARTS):
        values = bits >> np.uint32(16 * part) & np.uint32(VALUES - 1)
        rows[part] = np.argsort(values, kind="stable")
        starts[part, 1:] = np.cumsum(np.bincount(values, minlength=VALUES))
    return Sounds(members, begins, bits, steps, starts, rows)
