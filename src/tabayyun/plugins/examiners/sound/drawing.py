"""In the sandbox: the level of a sound along its time."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image

from tabayyun.plugins.examiners.sound.hearing import FAINT, Jump, Levels
from tabayyun.plugins.examiners.wording import clock

WIDTH, HEIGHT, FOOT, HEAD = 1200, 200, 34, 34
PAPER, INK, SOUND, SILENCE, MARK = (
    (245, 245, 245),
    (30, 30, 30),
    (150, 110, 50),
    (205, 205, 205),
    (60, 30, 200),
)
_LETTERS = cv2.FONT_HERSHEY_SIMPLEX


def drawn(level: Levels, silent: Sequence[tuple[float, float]], jumps: Sequence[Jump]) -> Image.Image:
    """Columns for the level, silences shaded, sudden changes marked with their time; from left to right."""
    seconds = len(level) / 10
    paper = np.full((HEAD + HEIGHT + FOOT, WIDTH, 3), PAPER, np.uint8)
    for begin, end in silent:
        left, right = round(begin / seconds * WIDTH), round(end / seconds * WIDTH)
        paper[HEAD : HEAD + HEIGHT, left:right] = SILENCE
    columns = np.array_split(np.arange(len(level)), min(WIDTH, len(level)))
    for number, column in enumerate(columns):
        high = round(HEIGHT * (1 - float(level[column].max()) / FAINT))
        left, right = number * WIDTH // len(columns), (number + 1) * WIDTH // len(columns)
        paper[HEAD + HEIGHT - high : HEAD + HEIGHT, left:right] = SOUND
    _marks(paper, jumps, seconds)
    _times(paper, seconds)
    return Image.fromarray(paper[:, :, ::-1].copy())


def _marks(
    paper: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], jumps: Sequence[Jump], seconds: float
) -> None:
    free = 0
    for jump in jumps:
        x = min(WIDTH - 2, round(jump.at / seconds * WIDTH))
        cv2.line(paper, (x, HEAD - 6), (x, HEAD + HEIGHT), MARK, 2)
        if x >= free:
            cv2.putText(
                paper, clock(jump.at), (min(x, WIDTH - 60), HEAD - 12), _LETTERS, 0.5, MARK, 1, cv2.LINE_AA
            )
            free = x + 70


def _times(paper: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], seconds: float) -> None:
    for part in range(5):
        x = min(WIDTH - 60, part * WIDTH // 4 + 4)
        place = (x, HEAD + HEIGHT + 22)
        cv2.putText(paper, clock(part * seconds / 4), place, _LETTERS, 0.5, INK, 1, cv2.LINE_AA)
