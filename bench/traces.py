"""How often traces of saving again are noticed, and how often they are seen where there are none.

    python bench/traces.py [--pictures DIR] [--count 30]

Without a folder the pictures are drawn. Each is first made smaller, which takes away what earlier savings
left in it, and then saved in known ways. What is counted is what the examiner would say; CPU time is the
process's own.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cv2
import numpy as np
from bench.fixtures.transforms import EDITS, Picture
from bench.media import pictures_of
from bench.sections.machine import machine
from PIL import Image

from tabayyun.plugins.examiners.traces.look import look

SMALLER = 0.7
Found = dict[str, Any]
LOWER_FIRST = ((60, 75), (75, 85), (75, 95), (85, 92), (50, 70))
HIGHER_FIRST = ((90, 75), (85, 70), (95, 85))
ONCE = (60, 75, 85, 92)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, help="a folder of photographs; without: drawn ones")
    parser.add_argument("--count", type=int, default=30)
    given = parser.parse_args()
    pictures = [clean(one) for one in pictures_of(given.pictures, given.count) if min(one.shape[:2]) >= 500]
    begun = time.process_time()
    with TemporaryDirectory() as folder:
        rates = {name: rate(pictures, saved, asked, Path(folder)) for name, (saved, asked) in ways().items()}
    seconds = time.process_time() - begun
    result = {
        "bench": "traces",
        "machine": machine(),
        "pictures": "drawn" if given.pictures is None else "photographs",
        "count": len(pictures),
        "noticed": {name: share for name, share in rates.items() if not name.startswith("false")},
        "false_alarms": {name: share for name, share in rates.items() if name.startswith("false")},
        "cpu_ms_each": round(1000 * seconds / (len(pictures) * len(rates))),
    }
    print(json.dumps(result))


def ways() -> dict[str, tuple[Callable[[Image.Image], bytes], Callable[[Found], bool]]]:
    """Name → (how it is saved, what the examiner must say, or must not)."""
    ways: dict[str, Any] = {}
    for first, last in LOWER_FIRST + HIGHER_FIRST:
        order = "lower" if first < last else "higher"
        ways[f"{order} first {first} {last}"] = (twice(first, last), lambda found: bool(found["earlier"]))
    for quality in ONCE:
        ways[f"false earlier {quality}"] = (once(quality), lambda found: bool(found["earlier"]))
        ways[f"false cut {quality}"] = (once(quality), lambda found: bool(found["grid"]))
    for quality in (60, 75, 90):
        ways[f"png of {quality}"] = (png_of(quality), lambda found: bool(found["grid"]))
    ways["false png"] = (png, lambda found: bool(found["grid"]))
    ways["cut 75 90"] = (cut(75, 90), lambda found: bool(found["grid"]))
    ways["screenshot"] = (screenshot, lambda found: bool(found["screenshot"]))
    ways["false screenshot"] = (once(85), lambda found: bool(found["screenshot"]))
    return ways


def rate(
    pictures: list[Image.Image],
    saved: Callable[[Image.Image], bytes],
    asked: Callable[[Found], bool],
    folder: Path,
) -> float:
    said = []
    for picture in pictures:
        (folder / "picture").write_bytes(saved(picture))
        said.append(asked(look(folder / "picture")))
    return round(sum(said) / len(said), 4)


def clean(picture: Picture) -> Image.Image:
    """Smaller, so that no grid of an earlier saving is left."""
    plain = Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
    size = (int(plain.width * SMALLER), int(plain.height * SMALLER))
    return plain.resize(size, Image.Resampling.LANCZOS)


def png(picture: Image.Image) -> bytes:
    return _saved(picture, "PNG")


def once(quality: int) -> Callable[[Image.Image], bytes]:
    return lambda picture: _saved(picture, "JPEG", quality)


def twice(first: int, last: int) -> Callable[[Image.Image], bytes]:
    return lambda picture: _saved(_again(picture, first), "JPEG", last)


def png_of(quality: int) -> Callable[[Image.Image], bytes]:
    return lambda picture: png(_again(picture, quality))


def cut(first: int, last: int) -> Callable[[Image.Image], bytes]:
    def saved(picture: Image.Image) -> bytes:
        whole = _again(picture, first)
        return _saved(whole.crop((3, 5, whole.width, whole.height)), "JPEG", last)

    return saved


def screenshot(picture: Image.Image) -> bytes:
    drawn = EDITS["phone screenshot"](np.asarray(picture)[:, :, ::-1].copy(), random.Random(picture.width))
    return _saved(Image.fromarray(drawn[:, :, ::-1].copy()), "JPEG", 85)


def _again(picture: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(_saved(picture, "JPEG", quality))).convert("RGB")


def _saved(picture: Image.Image, kind: str, quality: int = 0) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **({"quality": quality} if quality else {}))
    return out.getvalue()


if __name__ == "__main__":
    main()
