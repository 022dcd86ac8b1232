"""Whether a picture looks like the screenshot of a phone or computer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

# Shorter and longer side of screens in pixels, as their makers state them.
SIZES = frozenset({
    (640, 1136), (720, 1280), (720, 1520), (720, 1560), (720, 1600), (720, 1612), (720, 1650), (750, 1334),
    (768, 1366), (800, 1280), (828, 1792), (864, 1536), (900, 1440), (900, 1600), (1050, 1680),
    (1080, 1920), (1080, 2160), (1080, 2220), (1080, 2280), (1080, 2310), (1080, 2316), (1080, 2340),
    (1080, 2400), (1080, 2408), (1080, 2412), (1080, 2460), (1080, 2520), (1125, 2436), (1170, 2532),
    (1179, 2556), (1200, 1920), (1206, 2622), (1220, 2712), (1242, 2208), (1242, 2688), (1284, 2778),
    (1290, 2796), (1320, 2868), (1440, 2560), (1440, 2880), (1440, 2960), (1440, 3040), (1440, 3088),
    (1440, 3120), (1440, 3200), (1536, 2048), (1600, 2560), (1640, 2360), (1668, 2388), (1800, 2880),
    (2048, 2732), (2160, 3840),
})  # fmt: skip
TALL = 1.6
"""Height over width from which on it can be the screen of a phone that is held upright."""
TALLEST_PHOTOGRAPH = 1.9
"""No camera makes pictures that tall: they are 4:3, 3:2 or 16:9."""
BAR = (0.02, 0.055)
"""The part of the height that a status bar takes, from and to."""
GROUND = 0.75
"""Part of a status bar that is of one shade."""
SHADE = 12
FLAT = 6
"""Grey values that a row or column of a flat border may differ by."""
THIN = 0.02
"""A border narrower than this part of the picture is no band."""
Grey = NDArray[np.uint8]


def signs(image: Image.Image, grey: Grey) -> list[str]:
    """What speaks for a screenshot: declared, phone, size, bar."""
    height, width = grey.shape
    exif = image.getexif()
    noted = str(exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment, "")) + _texts(image)
    camera = exif.get(ExifTags.Base.Make)
    a_screen = not camera and tuple(sorted((width, height))) in SIZES
    tall = max(width, height) >= TALLEST_PHOTOGRAPH * min(width, height)
    checks = {
        "declared": "screenshot" in noted.lower(),
        "phone": a_screen and tall,
        "size": a_screen and not tall,
        "bar": not camera and height >= TALL * width and _status_bar(grey),
    }
    return [name for name, there in checks.items() if there]


def likely(signs: list[str]) -> bool:
    """Whether the signs together say screenshot: a size or a bar alone is found in photographs as well."""
    return bool({"declared", "phone"} & set(signs)) or {"size", "bar"} <= set(signs)


def bands(grey: Grey) -> dict[str, float]:
    """Side → part of the picture that a band of one shade takes there."""
    rows, columns = np.ptp(grey, axis=1) <= FLAT, np.ptp(grey, axis=0) <= FLAT
    if rows.all():
        return {}
    sizes = {
        "top": _run(rows), "bottom": _run(rows[::-1]), "left": _run(columns), "right": _run(columns[::-1])
    }  # fmt: skip
    return {side: round(part, 3) for side, part in sizes.items() if part >= THIN}


def _run(flat: NDArray[np.bool_]) -> float:
    """The part of the length that is flat from its beginning on."""
    return 1.0 if flat.all() else float(np.argmin(flat)) / len(flat)


def _texts(image: Image.Image) -> str:
    texts: dict[str, Any] = getattr(image, "text", {})
    return " ".join(str(value)[:200] for value in texts.values())


def _status_bar(grey: Grey) -> bool:
    """A strip of one shade at the top, with clock and symbols at both ends and an edge or more of it "
    "below."""
    height, width = grey.shape
    strip = grey[: max(8, int(height * BAR[0]))].astype(np.int16)
    shade = int(np.bincount(strip.ravel().astype(np.int64), minlength=256).argmax())
    drawn = np.abs(strip - shade) > SHADE
    ends = (drawn[:, : width // 3].mean(), drawn[:, -width // 3 :].mean())
    tail = np.abs(grey[int(height * BAR[1]) :].astype(np.int16) - shade) > SHADE
    return bool(drawn.mean() <= 1 - GROUND and min(ends) > 0.003 and tail.mean() > 0.05)  # noqa: PLR2004
