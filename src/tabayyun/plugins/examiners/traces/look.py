"""In the sandbox: how a picture was saved, and what that leaves in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.opening import header, unpacked
from tabayyun.plugins.examiners.traces import drawing, grid, histograms, saving, screens

MOST = 4096
"""Pixels a side of the corner that is measured; a multiple of 8, so that the grid stays where it is."""
SMALLEST = 64
GRID = 3.0
"""Strength, in both directions, from which on there is a grid: bench/traces.py says how often that is "
"wrong."""
FACEBOOK = b"FBMD"
"""A mark that Facebook and Instagram put into the IPTC block of what they pass on."""


def look(path: Path) -> dict[str, Any]:
    """What `plugin` puts into words; ``kind`` is None when it is no picture."""
    image = header(path)
    if image is None:
        return {"kind": None}
    kind, tables = image.format, dict(getattr(image, "quantization", {}))
    image.draft("L", image.size)  # of a JPEG the brightness as it was saved, without a turn through colours
    grey = np.asarray(unpacked(image, "L"))[:MOST, :MOST]
    if min(grey.shape) < SMALLEST:
        return {"kind": None}
    signs = _signs(image, np.asarray(grey))
    return {
        "kind": kind,
        "size": list(image.size),
        **_savings(grey, saving.steps(tables) if kind == "JPEG" else None),
        "screen": signs,
        "screenshot": screens.likely(signs),
        "bands": screens.bands(grey),
        "facebook": FACEBOOK in _iptc(image),
        "pictures": _pictures(path, np.asarray(grey)),
    }


def _signs(image: Image.Image, grey: NDArray[np.uint8]) -> list[str]:
    try:
        return screens.signs(image, grey)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        return []  # its metadata are damaged


def _savings(grey: NDArray[np.uint8], steps: NDArray[np.int64] | None) -> dict[str, Any]:
    """Quality of this saving and of an earlier one, and the grid of an earlier one."""
    if steps is None:
        return {"quality": None, "common": None, "earlier": None, "grid": _foreign_grid(grey, own=None)}
    quality, common = saving.quality(steps)
    before = histograms.earlier(grey, steps)
    sure = before is not None and before.gain >= histograms.ENOUGH and before.counted >= histograms.FEWEST
    return {
        "quality": quality,
        "common": common,
        "earlier": before.quality if before and sure else None,
        "grid": _foreign_grid(grey, own=grid.OWN),
    }


def _foreign_grid(grey: NDArray[np.uint8], own: int | None) -> list[int] | None:
    """Where the blocks of an earlier saving begin, x and y 0…7; None when no other grid is seen."""
    across, down = (grid.without_own(part) if own else part for part in grid.strengths(grey))
    if min(across.max(), down.max()) < GRID:
        return None
    return [int(across.argmax() + 1) % 8, int(down.argmax() + 1) % 8]


def _iptc(image: Image.Image) -> bytes:
    blocks = image.info.get("photoshop") or {}
    return (
        b"".join(value for value in blocks.values() if isinstance(value, bytes))
        if isinstance(blocks, dict)
        else b""
    )


def _pictures(path: Path, grey: NDArray[np.uint8]) -> dict[str, str]:
    again = header(path)  # the first was unpacked without its colours
    if again is None:
        raise UnexaminableError("the picture is damaged")
    colours = unpacked(again, "RGB").crop((0, 0, grey.shape[1], grey.shape[0]))
    return {"error-level": drawing.error_level(colours), "noise": drawing.noise_map(grey)}
