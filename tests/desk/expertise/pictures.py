"""Pictures that the tests of the room draw themselves."""

import io

import cv2
import numpy as np
from PIL import Image


def drawn(seed: int = 1, size: tuple[int, int] = (480, 360)) -> Image.Image:
    """Shapes and lines in many colours: something that is found again, and like no other seed."""
    chance = np.random.default_rng(seed)
    width, height = size
    canvas = np.full((height, width, 3), chance.integers(60, 200, 3), np.uint8)
    for _ in range(90):
        corner, other = (tuple(int(n) for n in chance.integers(0, size)) for _ in range(2))
        colour = tuple(int(n) for n in chance.integers(0, 255, 3))
        if chance.random() < 0.5:
            cv2.circle(canvas, corner, int(chance.integers(4, 40)), colour, -1)
        else:
            cv2.line(canvas, corner, other, colour, int(chance.integers(1, 6)))
    return Image.fromarray(cv2.GaussianBlur(canvas, (0, 0), 0.8))


def jpeg(image: Image.Image, quality: int = 85) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()
