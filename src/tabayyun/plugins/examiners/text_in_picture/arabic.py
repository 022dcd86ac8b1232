"""In the sandbox: read lines in Arabic letters, by Tesseract.

It was made for black on white. So each line that it is not sure of is laid before it in several ways,
each of which brings out the letters on one kind of picture, and the reading it is surest of is taken.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.text_in_picture.boxes import Picture

HEIGHT = 48
"""Pixels of a line as it is read."""
MARGIN = 12
SURE = 85
"""Of 100: a line that is read so surely at once is not read again."""
BRIGHT, WHITE, DARK = 225, 190, 60
"""Letters that were written into a picture: one channel, or all three, this light; or this dark."""
Reading = tuple[str, float]
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))


def read(lines: Sequence[Picture], language: str) -> list[Reading]:
    """The text of each BGR line of HEIGHT pixels, and the mean confidence of its words, 0…100.

    Raises UnexaminableError when Tesseract or its ``language`` is not installed.
    """
    readings = _tesseract([_grey(line) for line in lines], language)
    unsure = [number for number, (_text, sure) in enumerate(readings) if sure < SURE]
    again = [way(lines[number]) for number in unsure for way in WAYS]
    others = _tesseract(again, language)
    for place, number in enumerate(unsure):
        tried = others[place * len(WAYS) : (place + 1) * len(WAYS)]
        readings[number] = _best([readings[number], *tried])
    return readings


def _best(tried: Sequence[Reading]) -> Reading:
    """The surest, a short one being less so: a way that loses half of a line can be sure of the rest."""
    long = max(1, sorted(len(text) for text, _sure in tried)[-2])
    return max(tried, key=lambda one: one[1] * min(1, len(one[0]) / long) ** 0.5)


def _grey(line: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(line, cv2.COLOR_BGR2GRAY), np.uint8)


def _smaller(line: Picture) -> Picture:
    """Seven tenths of the size: of some bold lines Tesseract reads nothing at another."""
    return np.asarray(cv2.resize(_grey(line), None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA), np.uint8)


def _halved(line: Picture) -> Picture:
    """Two shades, parted where they differ most (Otsu)."""
    return np.asarray(cv2.threshold(_grey(line), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], np.uint8)


def _bright(line: Picture) -> Picture:
    """What is white or of a bright colour, as black on white."""
    return 255 - _without_edges(line.max(axis=2) > BRIGHT)


def _white(line: Picture) -> Picture:
    """What is white, as black on white."""
    return 255 - _without_edges(line.min(axis=2) > WHITE)


def _dark(line: Picture) -> Picture:
    """What is black, as black on white."""
    return 255 - _without_edges(_grey(line) < DARK)


def _darker(line: Picture) -> Picture:
    """What is darker than its surroundings, as black on white."""
    return 255 - _without_edges(_stands_out(_grey(line)))


def _lighter(line: Picture) -> Picture:
    """What is lighter than its surroundings, as black on white."""
    return 255 - _without_edges(_stands_out(255 - _grey(line)))


WAYS: tuple[Callable[[Picture], Picture], ...] = (
    _smaller,
    _halved,
    _bright,
    _white,
    _dark,
    _darker,
    _lighter,
)


def _stands_out(grey: Picture) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where a pixel is darker than the mean around it, the less the contrast the more so (Sauvola, 2000)."""
    values, window = grey.astype(np.float32), (HEIGHT // 2 + 1,) * 2
    mean = cv2.blur(values, window)
    spread = np.sqrt(np.maximum(0, cv2.blur(values * values, window) - mean * mean))
    return np.asarray(values <= mean * (1 + 0.25 * (spread / 128 - 1)))


def _without_edges(letters: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Picture:
    """255 where there are letters; what runs along or over the edge of the line is background."""
    mask = letters.astype(np.uint8)
    height, width = mask.shape
    count, labels, boxes, _centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sides = np.bincount(np.concatenate([labels[0], labels[-1]]), minlength=count)
    left, top, wide, tall = boxes.T[:4]
    touches = (left == 0) | (top == 0) | (left + wide == width) | (top + tall == height)
    kept = ~(touches & ((tall > 0.9 * height) | (sides > 0.15 * height)))
    kept[0] = False
    return np.asarray(kept[labels], np.uint8) * np.uint8(255)


def _tesseract(lines: Sequence[Picture], language: str) -> list[Reading]:
    """All of them in one run: loading the language costs more than reading a line."""
    if not lines:
        return []
    tool = _tool()
    for number, line in enumerate(lines):
        edges = np.concatenate([line[0], line[-1], line[:, 0], line[:, -1]])
        framed = cv2.copyMakeBorder(
            line, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=(float(np.median(edges)),)
        )
        cv2.imwrite(f"line-{number}.png", framed)
    names = "\n".join(f"line-{number}.png" for number in range(len(lines)))
    Path("lines.txt").write_text(names, encoding="ascii")
    asked = [tool, "lines.txt", "stdout", "-l", language, "--psm", "7", "-c", "tessedit_create_tsv=1"]
    ran = subprocess.run(asked, capture_output=True, check=False)  # noqa: S603  (no shell)
    if ran.returncode:
        raise UnexaminableError(f"Tesseract broke off, or its language {language} is not installed")
    return _readings(ran.stdout.decode("utf-8", "replace"), len(lines))


def _tool() -> str:
    tool = shutil.which("tesseract")
    if not tool:
        raise UnexaminableError("the program tesseract is not installed (with tesseract-ocr-ara)")
    return tool


def _readings(table: str, count: int) -> list[Reading]:
    words: defaultdict[int, list[Reading]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").translate(_UNSEEN).strip()
        if row["level"] == "5" and text:
            words[int(row["page_num"]) - 1].append((text, float(row["conf"])))
    return [_joined(words[number]) for number in range(count)]


def _joined(words: Sequence[Reading]) -> Reading:
    """The line, and the confidence of its words, each as weighty as it is long."""
    signs = sum(len(text) for text, _sure in words)
    sure = sum(sure * len(text) for text, sure in words) / signs if signs else 0
    return " ".join(text for text, _sure in words), sure
