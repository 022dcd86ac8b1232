"""In the sandbox: the key frames on one sheet, each with its time."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image

from tabayyun.plugins.examiners.frames import Frame, Picture
from tabayyun.plugins.examiners.scenes import Scene
from tabayyun.plugins.examiners.wording import clock

COLUMNS, MOST, FEWEST = 4, 24, 8
CELL, GAP, LABEL = 320, 10, 30
PAPER, INK, SOFT = (245, 245, 245), (30, 30, 30), (110, 110, 110)


def chosen(scenes: Sequence[Scene], frames: Sequence[Frame]) -> list[tuple[int, int]]:
    """Numbers of scene (from 1) and frame: one a scene, the longest of very many; of few scenes more."""
    longest = sorted(range(len(scenes)), key=lambda one: scenes[one].begin - scenes[one].end)[:MOST]
    keys = [(number + 1, scenes[number].key) for number in sorted(longest)]
    if len(keys) >= FEWEST:
        return keys
    taken = {frame for _scene, frame in keys}
    spread = np.linspace(0, len(frames) - 1, FEWEST - len(keys) + 2)[1:-1].round().astype(int)
    more = {(_scene_of(scenes, frame), frame) for frame in map(int, spread) if frame not in taken}
    return sorted({*keys, *more}, key=lambda one: one[1])


def sheet(scenes: Sequence[Scene], frames: Sequence[Frame]) -> Image.Image:
    """The sheet: time and number of the scene under each frame, from left to right as time runs."""
    cells = [_cell(frames[frame], scene) for scene, frame in chosen(scenes, frames)]
    columns = min(COLUMNS, len(cells))
    height = max(cell.shape[0] for cell in cells)
    rows = -(-len(cells) // columns)
    paper = np.full((rows * (height + GAP) + GAP, columns * (CELL + GAP) + GAP, 3), PAPER, np.uint8)
    for number, cell in enumerate(cells):
        row, column = divmod(number, columns)
        top, left = GAP + row * (height + GAP), GAP + column * (CELL + GAP)
        paper[top : top + cell.shape[0], left : left + CELL] = cell
    return Image.fromarray(paper[:, :, ::-1].copy())


def _scene_of(scenes: Sequence[Scene], frame: int) -> int:
    return next(number for number, scene in enumerate(scenes, 1) if frame in scene.frames)


def _cell(frame: Frame, scene: int) -> Picture:
    tall, wide = frame.picture.shape[:2]
    factor = min(CELL / wide, CELL / tall)
    size = (max(1, round(wide * factor)), max(1, round(tall * factor)))
    inside = cv2.resize(frame.picture, size, interpolation=cv2.INTER_AREA)
    cell = np.full((size[1] + LABEL, CELL, 3), PAPER, np.uint8)
    left = (CELL - size[0]) // 2
    cell[: size[1], left : left + size[0]] = inside
    for text, place, colour in ((clock(frame.at), 4, INK), (f"# {scene}", CELL - 60, SOFT)):
        cv2.putText(cell, text, (place, size[1] + 22), cv2.FONT_HERSHEY_SIMPLEX, 0.6, colour, 1, cv2.LINE_AA)
    return cell
