"""In the sandbox: where one scene ends and the next begins, and which frame stands for it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tabayyun.plugins.examiners.frames import Frame, Picture

CUT = 0.36
"""Difference (0…1.5) from which on two frames belong to two scenes."""
SUDDEN = 2.5
"""Times the usual difference around it: pans and flicker differ all along."""
NEAR = 4
"""Frames on either side that tell what is usual."""
GRID = 16


@dataclass(frozen=True, slots=True)
class Scene:
    """From ``begin`` until ``end`` (seconds), with the numbers of its frames and of its key frame."""

    begin: float
    end: float
    frames: range
    key: int


def scenes(frames: Sequence[Frame], seconds: float) -> list[Scene]:
    """The scenes in order; one when nothing changes suddenly. ``seconds``: how long the clip is."""
    looks = [_look(frame.picture) for frame in frames]
    steps = np.array([_difference(one, other) for one, other in itertools.pairwise(looks)])
    starts = [0, *(number + 1 for number in range(len(steps)) if _is_cut(steps, number))]
    ends = [*starts[1:], len(frames)]
    last = max(seconds, frames[-1].at)
    return [
        Scene(
            begin=0 if begin == 0 else frames[begin].at,
            end=frames[end].at if end < len(frames) else last,
            frames=range(begin, end),
            key=begin + _typical(looks[begin:end], [frame.picture for frame in frames[begin:end]]),
        )
        for begin, end in zip(starts, ends, strict=True)
    ]


def _is_cut(steps: NDArray[np.float64], number: int) -> bool:
    around = np.delete(steps[max(0, number - NEAR) : number + NEAR + 1], min(number, NEAR))
    usual = float(np.median(around)) if len(around) else 0.0
    return bool(steps[number] > max(CUT, SUDDEN * usual))


def _look(picture: Picture) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What is where, in grey, and which colours there are."""
    small = cv2.resize(picture, (GRID, GRID), interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float64).ravel()
    hue = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)
    counted = cv2.calcHist([hue], [0, 1, 2], None, [8, 4, 4], [0, 180, 0, 256, 0, 256]).ravel()
    return grey, np.sqrt(counted / counted.sum()).astype(np.float64)


def _difference(
    one: tuple[NDArray[np.float64], NDArray[np.float64]],
    other: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> float:
    """Of the places (0…½: strongly compressed clips jump at each key frame) and the colours (0…1), added."""
    (grey, colours), (grey_too, colours_too) = one, other
    places = min(1.0, float(np.abs(grey - grey_too).mean()) / 64)
    return places / 2 + 1 - float(colours @ colours_too)


def _typical(
    looks: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]], shown: Sequence[Picture]
) -> int:
    """The frame nearest to the mean of its scene; black and blurred ones only when there is no other."""
    grey = np.stack([one for one, _colours in looks])
    apart = np.abs(grey - grey.mean(axis=0)).mean(axis=1)
    sharp = np.array(
        [cv2.Laplacian(cv2.cvtColor(one, cv2.COLOR_BGR2GRAY), cv2.CV_64F).std() for one in shown]
    )
    return int(np.argmin(apart - 0.5 * np.minimum(sharp, np.median(sharp))))
