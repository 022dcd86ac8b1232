"""In the sandbox: find the lines of text, read each, and show where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from tabayyun.plugins.examiners.frames import frame_at, frames
from tabayyun.plugins.examiners.illustrating import packed
from tabayyun.plugins.examiners.opening import header, unpacked
from tabayyun.plugins.examiners.reels import is_reel, reel
from tabayyun.plugins.examiners.scenes import scenes
from tabayyun.plugins.examiners.text_in_picture import arabic, latin
from tabayyun.plugins.examiners.text_in_picture.boxes import Box, Picture, cut_out
from tabayyun.plugins.examiners.text_in_picture.detecting import lines
from tabayyun.plugins.examiners.text_in_picture.words import CAPTION
from tabayyun.plugins.examiners.wording import plain

LONGEST = 2400
"""Pixels of the longer side that is looked at: as much as a telephone's screenshot has."""
SHOWN = 1280
LATIN = 90
"""Of 100: surer than that, a line is in Latin letters; of Arabic lines the reader of these reaches 80."""
SHORT, CERTAIN = 4, 95
"""Leaves and windows are read as a letter or a digit: so few have to be read very surely."""
MOST_SIGNS = 300
MOST_SCENES = 6
"""Of a clip, whose key frames are read."""
Line = dict[str, Any]


def look(path: Path, language: str, least: int) -> dict[str, Any]:
    """The lines that were read with a confidence of ``least`` or more, and the pictures with their boxes.

    ``kind`` is picture or clip, of which the key frames are read; None for other files. ``places`` are where
    there seemed to be text. Raises UnexaminableError.
    """
    kind, pictures = _pictures(path)
    places, lines_read, shown = 0, list[Line](), list[dict[str, Any]]()
    known = set[str]()
    for at, picture in pictures:
        found = lines(picture)
        read = _in_order([line for line in _read(picture, found, language) if _is_read(line, least)])
        new = [{**line, "at": at} for line in read if line["text"] not in known]
        if new:
            shown.append(packed(f"lines-{len(shown) + 1}", _boxed(picture, new), CAPTION))
        known.update(line["text"] for line in new)
        lines_read += new
        places += len(found)
    return {"kind": kind, "places": places, "lines": lines_read, "illustrations": shown}


def _pictures(path: Path) -> tuple[str | None, list[tuple[float | None, Picture]]]:
    """What kind of file it is and what is to be read in it, with the second of the clip."""
    if is_reel(path):
        return _key_frames(path)
    image = header(path)
    if image is None:
        return None, []
    return "picture", [(None, np.asarray(unpacked(image, "RGB", LONGEST))[:, :, ::-1].copy())]


def _key_frames(path: Path) -> tuple[str | None, list[tuple[float | None, Picture]]]:
    """The key frames of the longest scenes, in order."""
    held = reel(path)
    if not held.has_frames:
        return None, []
    seen = frames(path, held)
    longest = sorted(scenes(seen, held.seconds), key=lambda scene: scene.begin - scene.end)[:MOST_SCENES]
    times = sorted(seen[scene.key].at for scene in longest)
    taken = [(at, frame_at(path, at, SHOWN)) for at in times]
    return "clip", [(round(at, 1), one) for at, one in taken if one is not None]


def _read(picture: Picture, found: Sequence[Box], language: str) -> list[Line]:
    """Latin lines by the one reader, all others by the other."""
    readings = [latin.read(cut_out(picture, box, latin.HEIGHT)) for box in found]
    other = [number for number, (_text, sure) in enumerate(readings) if sure < LATIN]
    cut = [cut_out(picture, found[number], arabic.HEIGHT) for number in other]
    for number, reading in zip(other, arabic.read(cut, language), strict=True):
        readings[number] = reading
    return [
        {"text": plain(text, MOST_SIGNS), "confidence": round(sure), "corners": box.corners.tolist()}
        for box, (text, sure) in zip(found, readings, strict=True)
    ]


def _is_read(line: Line, least: int) -> bool:
    signs = sum(sign.isalnum() for sign in line["text"])
    return bool(signs and line["confidence"] >= (CERTAIN if signs < SHORT else least))


def _in_order(read: Sequence[Line]) -> list[Line]:
    """From top to bottom; beside each other from right to left when one of them is in Arabic letters."""
    rows: list[list[Line]] = []
    for line in read:
        if rows and _top(line) < _middle(rows[-1][0]):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        to_left = any("\u0600" <= sign <= "\u06ff" for line in row for sign in line["text"])
        row.sort(key=lambda line: min(x for x, _y in line["corners"]), reverse=to_left)
    return [line for row in rows for line in row]


def _top(line: Line) -> float:
    return float(min(y for _x, y in line["corners"]))


def _middle(line: Line) -> float:
    return float(sum(y for _x, y in line["corners"]) / 4)


def _boxed(picture: Picture, read: Sequence[Line]) -> Image.Image:
    factor = min(1, SHOWN / max(picture.shape[:2]))
    size = [max(1, round(side * factor)) for side in picture.shape[1::-1]]
    shown = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    for number, line in enumerate(read, 1):
        corners = np.rint(np.asarray(line["corners"]) * factor).astype(np.int32)
        cv2.polylines(shown, [corners], isClosed=True, color=(255, 255, 255), thickness=5)
        cv2.polylines(shown, [corners], isClosed=True, color=(60, 30, 200), thickness=2)
        _numbered(shown, number, corners)
    return Image.fromarray(shown[:, :, ::-1].copy())


def _numbered(shown: Picture, number: int, corners: np.ndarray[Any, np.dtype[np.int32]]) -> None:
    height, width = shown.shape[:2]
    right, middle = corners[:, 0].max() + 18, corners[:, 1].mean()
    place = (int(np.clip(right, 18, width - 18)), int(np.clip(middle, 18, height - 18)))
    cv2.circle(shown, place, 16, (255, 255, 255), -1, cv2.LINE_AA)
    cv2.circle(shown, place, 14, (60, 30, 200), -1, cv2.LINE_AA)
    written = str(number)
    cv2.putText(
        shown, written, (place[0] - 5 * len(written), place[1] + 6), cv2.FONT_HERSHEY_SIMPLEX, 0.5,
        (255, 255, 255), 2, cv2.LINE_AA,
    )  # fmt: skip
