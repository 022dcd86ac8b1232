"""Two pictures that are said to be one: how the known one lies in the other, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.changes import Change, change, differences
from tabayyun.engine.media.geometry import NEAR
from tabayyun.engine.media.keypoints import Keypoints, asked_keypoints, keypoints, mirror

POINTS = 900
FEWEST = 8
"""Places that agree before a picture is laid over another by them."""
RATIO = 0.85
"""The nearest neighbourhood must be so much nearer than the second."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """How the known picture lies in the asked one."""

    matrix: NDArray[np.float64]
    """2 × 3, known → asked (its mirror image when ``mirrored``), pixels at working size."""
    mirrored: bool
    places: int
    """That agree; 0 when the two are taken to cover each other."""
    agreeing: float
    """Share of comparable blocks that show the same."""
    unlike: NDArray[np.bool_]
    """Blocks of the asked picture (not mirrored back) that show something else."""
    change: Change


def paired(known: NDArray[np.uint8], asked: NDArray[np.uint8]) -> Pairing:
    """Lay ``known`` over ``asked``, both grey at working size: by what they share, else edge on edge."""
    points = keypoints(known, POINTS)
    found = [
        (*_agreed(points, asked_keypoints(view)), mirrored)
        for mirrored, view in ((False, asked), (True, mirror(asked)))
    ]
    matrix, places, mirrored = max(found, key=lambda one: one[1])
    if matrix is None or places < FEWEST:
        matrix, places, mirrored = _covering(known, asked), 0, False
    agreeing, unlike = differences(matrix, known, mirror(asked) if mirrored else asked)
    what = change(
        matrix,
        mirrored=mirrored,
        known=(known.shape[0], known.shape[1]),
        asked=(asked.shape[0], asked.shape[1]),
    )
    return Pairing(matrix, mirrored, places, agreeing, unlike[:, ::-1] if mirrored else unlike, what)


def _agreed(known: Keypoints, asked: Keypoints) -> tuple[NDArray[np.float64] | None, int]:
    """Known → asked, and how many pairs of places agree on it."""
    if len(known) < FEWEST or len(asked) < FEWEST:
        return None, 0
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(known.bits, asked.bits, k=2)
    good = [one for one, second in pairs if one.distance < RATIO * second.distance]
    if len(good) < FEWEST:
        return None, 0
    source = np.array([known.places[one.queryIdx, :2] for one in good], np.float32)
    target = np.array([asked.places[one.trainIdx, :2] for one in good], np.float32)
    matrix, inliers = cv2.estimateAffinePartial2D(source, target, ransacReprojThreshold=NEAR, maxIters=2000)
    if matrix is None:
        return None, 0
    return np.asarray(matrix, np.float64), int(inliers.sum())


def _covering(known: NDArray[np.uint8], asked: NDArray[np.uint8]) -> NDArray[np.float64]:
    across, down = asked.shape[1] / known.shape[1], asked.shape[0] / known.shape[0]
    return np.array([[across, 0, 0], [0, down, 0]], np.float64)
