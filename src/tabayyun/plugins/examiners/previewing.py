"""In one child: what a file looks like, decoded and written again, and what it is recognised by.

Nothing of the file's own bytes comes back: a JPEG that this child wrote, grey points, and numbers.
"""

from __future__ import annotations

import io
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from tabayyun.engine.media.features import SIDE
from tabayyun.engine.media.picture import EDGE, grey
from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.illustrating import VEIL, veil
from tabayyun.plugins.examiners.opening import header, unpacked
from tabayyun.plugins.imagery import base

SQUARE = base.SIDE
SHOWN = 1600
"""Pixels of the longer side of a preview."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture looks like."""

    jpeg: bytes
    width: int
    height: int
    veil: tuple[int, int, bytes]
    grey: NDArray[np.uint8]
    """At working size, for a fingerprint."""
    small: NDArray[np.uint8]
    """`SIDE` × `SIDE` × 3, for its features."""
    square: NDArray[np.uint8]
    """`imagery.base.SIDE` a side × 3, for a model of violent imagery."""


def preview(path: Path) -> Look | None:
    """What the file looks like; None when it is no picture. Raises UnexaminableError."""
    said = sandbox.look(__name__, path)
    return read(said) if said["kind"] else None


def read(said: dict[str, Any]) -> Look:
    """Out of the sandbox: what `shown` gave. Raises UnexaminableError when it gave something else."""
    try:
        veiled = said["veil"]
        found = Look(
            b64decode(said["jpeg"]),
            int(said["width"]),
            int(said["height"]),
            (int(veiled["width"]), int(veiled["height"]), b64decode(veiled["points"])),
            _array(said["grey"]),
            _array(said["small"]),
            _array(said["square"]),
        )
    except (KeyError, TypeError, ValueError):
        raise UnexaminableError("looking at it gave something else") from None
    across, down, points = found.veil
    fits = max(across, down) <= VEIL and len(points) == across * down and max(found.grey.shape) <= EDGE
    if not fits or not found.jpeg.startswith(b"\xff\xd8\xff") or found.small.shape != (SIDE, SIDE, 3):
        raise UnexaminableError("looking at it gave something else")
    return found


def look(path: Path) -> dict[str, Any]:
    """In the sandbox. ``kind`` is None when it is no picture."""
    image = header(path)
    if image is None:
        return {"kind": None}
    return shown(image.format or "", _upright(unpacked(image, "RGB", SHOWN)))


def shown(kind: str, plain: Image.Image) -> dict[str, Any]:
    """In the sandbox: what `read` takes, of a picture that is unpacked."""
    file = io.BytesIO()
    clean = Image.frombytes("RGB", plain.size, plain.tobytes())
    clean.save(file, "JPEG", quality=85)
    return {
        "kind": kind,
        "width": clean.width,
        "height": clean.height,
        "jpeg": b64encode(file.getvalue()).decode("ascii"),
        "veil": veil(clean),
        "grey": _said(grey(np.asarray(clean)[:, :, ::-1])),
        "small": _said(np.asarray(clean.resize((SIDE, SIDE), Image.Resampling.BOX))),
        "square": _said(np.asarray(clean.resize((SQUARE, SQUARE), Image.Resampling.BILINEAR))),
    }


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its metadata say; as it is when they cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, ZeroDivisionError):
        return image


def _said(values: NDArray[np.uint8]) -> dict[str, Any]:
    return {"shape": values.shape, "data": b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")}


def _array(said: dict[str, Any]) -> NDArray[np.uint8]:
    return np.frombuffer(b64decode(said["data"]), np.uint8).reshape([int(size) for size in said["shape"]])
