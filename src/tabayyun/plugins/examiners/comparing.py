"""In one child: a picture beside the known one it is made of, laid over each other, with what differs marked.

Both are previews that the desk wrote itself; they are decoded in the sandbox all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tabayyun.engine.media.changes import BLOCK
from tabayyun.engine.media.pairing import Pairing, paired
from tabayyun.engine.media.picture import grey
from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import Illustration, UnexaminableError
from tabayyun.plugins.examiners.illustrating import carried, packed
from tabayyun.plugins.examiners.opening import header, unpacked

SHOWN = 1000
MARK = (224, 36, 64)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was done to the known picture, and three pictures of one size that show it."""

    change: dict[str, Any]
    """See `engine.media.changes.Change`; besides ``agreeing`` and ``places`` of `Pairing`."""
    illustrations: tuple[Illustration, ...]
    """``asked``, ``known`` laid as it lies in the asked one, and ``difference``."""


def compare(asked: bytes, known: bytes, captions: dict[str, dict[str, str]]) -> Comparison:
    """Two previews (JPEG). ``captions``: name of the illustration → language → words.

    Raises UnexaminableError.
    """
    with TemporaryDirectory(prefix="tabayyun-comparison-") as folder:
        (Path(folder) / "asked").write_bytes(asked)
        (Path(folder) / "known").write_bytes(known)
        said = sandbox.look(__name__, Path(folder), captions=captions)
    try:
        return Comparison(dict(said["change"]), carried(said["illustrations"]))
    except (KeyError, TypeError, ValueError):
        raise UnexaminableError("comparing the pictures gave something else") from None


def look(path: Path, captions: dict[str, dict[str, str]]) -> dict[str, Any]:
    """In the sandbox: compare the files ``asked`` and ``known`` in the folder ``path``."""
    asked, known = (_colours(path / name) for name in ("asked", "known"))
    found = paired(grey(known[:, :, ::-1]), grey(asked[:, :, ::-1]))
    drawn = {
        "asked": asked,
        "known": _laid(found, known, asked),
        "difference": _marked(found, asked),
    }
    return {
        "change": found.change.as_dict() | {"agreeing": round(found.agreeing, 3), "places": found.places},
        "illustrations": [
            packed(name, Image.fromarray(picture), captions[name]) for name, picture in drawn.items()
        ],
    }


def _colours(path: Path) -> NDArray[np.uint8]:
    image = header(path)
    if image is None:
        raise UnexaminableError("a preview is no picture")
    return np.asarray(unpacked(image, "RGB", SHOWN))


def _laid(found: Pairing, known: NDArray[np.uint8], asked: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The known picture where it lies in the asked one, on grey."""
    height, width = asked.shape[:2]
    from_known = max(grey(known).shape) / max(known.shape[:2])
    to_asked = max(height, width) / max(grey(asked).shape)
    matrix = found.matrix.copy()
    matrix[:, :2] *= from_known * to_asked
    matrix[:, 2] *= to_asked
    ground = (128, 128, 128)
    laid = cv2.warpAffine(known, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=ground)
    return np.ascontiguousarray(laid[:, ::-1] if found.mirrored else laid, np.uint8)


def _marked(found: Pairing, asked: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The asked picture in grey, with the blocks in a colour that show something else."""
    height, width = asked.shape[:2]
    pale = np.asarray(cv2.cvtColor(cv2.cvtColor(asked, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB), np.float32)
    small = grey(asked).shape
    mask = np.zeros(small, np.uint8)
    blocks = found.unlike.repeat(BLOCK, axis=0).repeat(BLOCK, axis=1)
    start = small[1] - blocks.shape[1] if found.mirrored else 0
    mask[: blocks.shape[0], start : start + blocks.shape[1]] = blocks
    large = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST).astype(bool)
    pale[large] = 0.45 * pale[large] + 0.55 * np.array(MARK, np.float32)
    return pale.astype(np.uint8)
