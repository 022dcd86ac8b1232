"""Which picture of a bank the pairs agree on, and by which change of place, size and angle."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.bank import Pairs
from tabayyun.engine.media.keypoints import Keypoints

CANDIDATES = 8
TURNS, SCALES = 12, 32
"""Bins of the vote: 30° each, and half an octave each."""
NEAR = 6.0
"""Pixels at working size by which a place may miss."""
SMALLEST, LARGEST = 0.12, 8.0
"""How much smaller or larger the asked picture may show what the known one has."""
GRID = 4.0
"""Pixels: agreeing pairs that are closer to each other than that count once."""
NARROWEST = 8.0
"""Pixels (standard deviation) that agreeing places spread at least, in the direction they spread least."""
FEWEST = 4
"""Agreeing places below which nothing is said."""
TRIALS = 1200
"""Guesses at the change, until one is agreed on widely enough."""
CERTAIN = 12.0
"""Bits: a pair that differs in so many counts e times less than one that does not differ."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A picture of the bank that lies in the asked one."""

    picture: int
    places: int
    """How many different places agree."""
    matrix: NDArray[np.float64]
    """2 × 3: from the known picture to the asked one, pixels at working size."""
    on_a_line: bool
    """A horizon agrees with the edge of any bar: such places say little, however many they are."""


def agreements(asked: Keypoints, pairs: Pairs) -> list[Agreement]:
    """The pictures that some places agree on, the surest first."""
    found = [_agreed(asked, pairs, picture, rows) for picture, rows in _candidates(asked, pairs)]
    return sorted((one for one in found if one), key=lambda one: (-one.places, one.picture))


def _candidates(asked: Keypoints, pairs: Pairs) -> list[tuple[int, NDArray[np.intp]]]:
    """By weak geometry (Jégou et al., 2008): pictures whose pairs turn and scale alike, with these."""
    if not len(pairs.asked):
        return []
    weight = _rarity(pairs) * np.exp(-((pairs.unlike / CERTAIN) ** 2))
    places = asked.places[pairs.asked]
    scale = np.floor(2 * np.log2(places[:, 2] / pairs.places[:, 2])).astype(np.int64) + SCALES // 2
    turn = np.floor((places[:, 3] - pairs.places[:, 3]) % 360 * (TURNS / 360)).astype(np.int64)
    keys = [  # two neighbouring bins count together: a change at their border is not halved
        (pairs.pictures * SCALES + np.clip(scale - wider, 0, SCALES - 1)) * TURNS + (turn - further) % TURNS
        for wider in (0, 1)
        for further in (0, 1)
    ]
    names, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    sums = np.bincount(inverse, np.tile(weight, len(keys)))
    best = np.argsort(-sums, kind="stable")[: CANDIDATES * 8]
    pictures = names[best] // (SCALES * TURNS)
    first = np.sort(np.unique(pictures, return_index=True)[1])[:CANDIDATES]
    bins = inverse.reshape(len(keys), -1)
    return [(int(pictures[n]), np.nonzero((bins == best[n]).any(axis=0))[0]) for n in first]


def _rarity(pairs: Pairs) -> NDArray[np.float64]:
    """What looks like something in every picture says little: one over the pictures it is alike to."""
    most = int(pairs.pictures.max()) + 1
    both = np.unique(pairs.asked * most + pairs.pictures) // most
    return 1 / np.bincount(both, minlength=int(pairs.asked.max()) + 1)[pairs.asked]


def _agreed(asked: Keypoints, pairs: Pairs, picture: int, rows: NDArray[np.intp]) -> Agreement | None:
    rows = _nearest_of_each(pairs, rows)
    known, seen = pairs.places[rows, :2], asked.places[pairs.asked[rows], :2]
    if len(known) < FEWEST:
        return None
    matrix, inliers = cv2.estimateAffinePartial2D(
        known, seen, method=cv2.RANSAC, ransacReprojThreshold=NEAR, maxIters=TRIALS, confidence=0.995
    )
    if matrix is None or not SMALLEST < float(np.hypot(matrix[0, 0], matrix[1, 0])) < LARGEST:
        return None
    good = inliers[:, 0].astype(bool)
    places = min(_different(known[good]), _different(seen[good]))
    if places < FEWEST:
        return None
    return Agreement(picture, places, np.asarray(matrix, np.float64), _on_a_line(known[good]))


def _nearest_of_each(pairs: Pairs, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """A letter looks like itself all over a page: of each asked keypoint only its nearest counts."""
    rows = rows[np.argsort(pairs.unlike[rows], kind="stable")]
    return rows[np.unique(pairs.asked[rows], return_index=True)[1]]


def _on_a_line(points: NDArray[np.float32]) -> bool:
    spread = np.linalg.eigvalsh(np.cov(points.T))
    return bool(spread[0] < NARROWEST**2)


def _different(points: NDArray[np.float32]) -> int:
    return len(np.unique(np.floor(points / GRID), axis=0))
