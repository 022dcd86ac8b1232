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
ENOUGH = 10
"""Agreeing places from which on it is the same picture."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A picture of the bank that lies in the asked one."""

    picture: int
    places: int
    """How many different places agree."""
    matrix: NDArray[np.float64]
    """2 × 3: from the known picture to the asked one, pixels at working size."""


def agreements(asked: Keypoints, pairs: Pairs) -> list[Agreement]:
    """The pictures that enough places agree on, the surest first."""
    found = [_agreed(asked, pairs, picture) for picture in _candidates(asked, pairs)]
    return sorted((one for one in found if one), key=lambda one: (-one.places, one.picture))


def _candidates(asked: Keypoints, pairs: Pairs) -> NDArray[np.int64]:
    """By weak geometry (Jégou et al., 2008): pairs of one picture that turn and scale alike."""
    if not len(pairs.asked):
        return pairs.pictures
    weight = _rarity(pairs)
    places = asked.places[pairs.asked]
    scale = np.floor(2 * np.log2(places[:, 2] / pairs.places[:, 2])).astype(np.int64) + SCALES // 2
    turn = np.floor((places[:, 3] - pairs.places[:, 3]) % 360 * (TURNS / 360)).astype(np.int64)
    keys, votes = [], []
    for wider in (0, 1):  # two neighbouring bins count together: a change at their border is not halved
        for further in (0, 1):
            bins = np.clip(scale - wider, 0, SCALES - 1) * TURNS + (turn - further) % TURNS
            keys.append(pairs.pictures * (SCALES * TURNS) + bins)
            votes.append(weight)
    names, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    sums = np.bincount(inverse, np.concatenate(votes))
    best = np.argsort(-sums, kind="stable")[: CANDIDATES * 8]
    pictures = names[best] // (SCALES * TURNS)
    return pictures[np.sort(np.unique(pictures, return_index=True)[1])][:CANDIDATES]


def _rarity(pairs: Pairs) -> NDArray[np.float64]:
    """What looks like something in every picture says little: one over the pictures it is alike to."""
    both = np.unique(np.stack([pairs.asked, pairs.pictures]), axis=1)[0]
    return 1 / np.bincount(both, minlength=int(pairs.asked.max()) + 1)[pairs.asked]


def _agreed(asked: Keypoints, pairs: Pairs, picture: int) -> Agreement | None:
    mine = pairs.pictures == picture
    known, seen = pairs.places[mine, :2], asked.places[pairs.asked[mine], :2]
    if len(known) < ENOUGH:
        return None
    matrix, inliers = cv2.estimateAffinePartial2D(
        known, seen, method=cv2.RANSAC, ransacReprojThreshold=NEAR, maxIters=600, confidence=0.995
    )
    if matrix is None or not SMALLEST < float(np.hypot(matrix[0, 0], matrix[1, 0])) < LARGEST:
        return None
    good = inliers[:, 0].astype(bool)
    places = 0 if _on_a_line(known[good]) else min(_different(known[good]), _different(seen[good]))
    return Agreement(int(picture), places, np.asarray(matrix, np.float64)) if places >= ENOUGH else None


def _on_a_line(points: NDArray[np.float32]) -> bool:
    """A horizon agrees with the edge of any bar: places must spread in two directions."""
    spread = np.linalg.eigvalsh(np.cov(points.T))
    return bool(spread[0] < NARROWEST**2)


def _different(points: NDArray[np.float32]) -> int:
    return len(np.unique(np.floor(points / GRID), axis=0))
