"""In the sandbox: where the lines of text are, by the detector of PP-OCR (Baidu, Apache-2.0).

The network gives for each pixel how likely it belongs to the core of a line; cores are bounded by
rectangles, and these are widened to the height of the letters (Liao et al., 2020: differentiable
binarisation).
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.text_in_picture.boxes import Box, Picture, joined, upright

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

SIDE = 960
"""Pixels of the longer side that the network sees."""
STRIDE = 32
CORE = 0.3
SURE = 0.5
WIDER = 1.6
THINNEST = 3
MOST = 80
"""Lines that are read of one picture."""


def lines(picture: Picture) -> list[Box]:
    """The lines of text in a BGR picture, from top to bottom; of very many the largest."""
    likely = _likely(picture)
    high, wide = (side / core for side, core in zip(picture.shape, likely.shape, strict=False))
    cores = cv2.dilate((likely > CORE).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours = cv2.findContours(cores, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[0]
    found = [_box(core) for core in map(cv2.minAreaRect, contours) if _is_text(core, likely)]
    scaled = [
        Box(one.x * wide, one.y * high, one.width * wide, one.height * high, one.angle) for one in found
    ]
    largest = sorted(joined(scaled), key=lambda line: -line.height * line.width)[:MOST]
    return sorted(largest, key=lambda line: line.y)


def _likely(picture: Picture) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    height, width = picture.shape[:2]
    factor = min(1, SIDE / max(height, width))
    size = [max(STRIDE, round(side * factor / STRIDE) * STRIDE) for side in (width, height)]
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(run("PP-OCRv6_det_small", small)[0], np.float32)


def run(name: str, picture: Picture) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """What a network of the package says of one BGR picture."""
    session = network(name)
    values = (picture.astype(np.float32) / 255 - 0.5) / 0.5
    said = session.run(None, {session.get_inputs()[0].name: values.transpose(2, 0, 1)[None]})
    return np.asarray(said[0][0], np.float32)


@cache
def network(name: str) -> InferenceSession:
    """A network of the package ``rapidocr``; its own program is not used. Raises UnexaminableError."""
    from onnxruntime import InferenceSession, SessionOptions

    package = find_spec("rapidocr")
    if package is None or package.origin is None:
        raise UnexaminableError("the package rapidocr is not installed")
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    file = Path(package.origin).with_name("models") / f"{name}.onnx"
    return InferenceSession(file, options, providers=["CPUExecutionProvider"])


def _is_text(core: cv2.typing.RotatedRect, likely: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> bool:
    if min(core[1]) < THINNEST:
        return False
    left, top, width, height = cv2.boundingRect(cv2.boxPoints(core))
    left, top = max(0, left), max(0, top)
    part = likely[top : top + height, left : left + width]
    inside = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(inside, [np.rint(cv2.boxPoints(core) - (left, top)).astype(np.int32)], (1,))
    return bool(cv2.mean(part, inside)[0] >= SURE)


def _box(core: cv2.typing.RotatedRect) -> Box:
    width, height = core[1]
    wider = width * height * WIDER / (width + height)
    return upright(core[0], (width + wider, height + wider), core[2])
