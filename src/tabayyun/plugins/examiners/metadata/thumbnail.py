"""In the sandbox: whether the small picture that cameras put into a JPEG shows what the large one shows.

Many editors change the picture and leave the thumbnail of what was there before.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.opening import unpacked

SIDE = 32
BAR = 24
"""Grey of a row or column that is a black bar around the thumbnail."""
EXIF_HEAD = b"Exif\0\0"


def likeness(image: Image.Image) -> float | None:
    """Correlation of picture and thumbnail, −1…1; None without a thumbnail, or one without any contrast."""
    try:
        small = _thumbnail(image)
        if small is None:
            return None
        pair = [_standard(_without_bars(small)), _standard(unpacked(image, "L", 640))]
    except (UnexaminableError, OSError, ValueError, SyntaxError, TypeError, KeyError):
        return None
    one, other = (values - values.mean() for values in pair)
    size = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return round(float((one * other).sum()) / size, 3) if size else None


def _thumbnail(image: Image.Image) -> Image.Image | None:
    place = image.getexif().get_ifd(ExifTags.IFD.IFD1)
    begin, length = place.get(ExifTags.Base.JpegIFOffset), place.get(ExifTags.Base.JpegIFByteCount)
    data = image.info.get("exif", b"").removeprefix(EXIF_HEAD)
    if not begin or not length or begin + length > len(data):
        return None
    return Image.open(io.BytesIO(data[begin : begin + length]), formats=("JPEG",)).convert("L")


def _without_bars(small: Image.Image) -> Image.Image:
    grey = np.asarray(small)
    rows, columns = (np.flatnonzero(grey.max(axis=axis) > BAR) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return small
    return small.crop((int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1))


def _standard(image: Image.Image) -> NDArray[np.float64]:
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX), np.float64)
