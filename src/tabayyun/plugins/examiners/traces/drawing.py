"""Pictures that show an expert where a file differs from itself. They prove nothing."""

from __future__ import annotations

import base64
import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

LONGEST = 1000
AGAIN = 90
"""Quality at which the picture is saved again for the error level (N. Krawetz, «A picture's worth», 2007)."""
WINDOW = 16
"""Pixels a side over which the noise is averaged."""


def error_level(image: Image.Image) -> str:
    """How much each place changes when the picture is saved again, brightened; JPEG in base64."""
    plain = image.convert("RGB")
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=AGAIN)
    change = np.asarray(ImageChops.difference(plain, Image.open(out)), np.float32)
    top = max(1.0, float(np.percentile(change, 99.5)))
    return _encoded(np.clip(change * (255 / top), 0, 255).astype(np.uint8))


def noise_map(grey: NDArray[np.uint8]) -> str:
    """How much noise there is at each place: dark little, bright much; JPEG in base64."""
    plain = grey.astype(np.float32)
    rest = np.abs(plain - cv2.medianBlur(grey, 3))
    level = cv2.blur(rest, (WINDOW, WINDOW))
    top = max(0.5, float(np.percentile(level, 99)))
    shades = np.clip(level * (255 / top), 0, 255).astype(np.uint8)
    return _encoded(
        np.asarray(cv2.cvtColor(cv2.applyColorMap(shades, cv2.COLORMAP_VIRIDIS), cv2.COLOR_BGR2RGB))
    )


def _encoded(pixels: NDArray[np.uint8]) -> str:
    picture = Image.fromarray(pixels)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return base64.b64encode(out.getvalue()).decode("ascii")
