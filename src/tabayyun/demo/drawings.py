"""Pictures for the demonstration's magazine, drawn by code: scenes of flat colour, the same every time."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT, FINER = 1600, 1120, 2
"""Pixels; drawn `FINER` times as large and made smaller, so that edges are smooth."""
Colour = tuple[int, int, int]
Canvas = ImageDraw.ImageDraw
W, H = WIDTH * FINER, HEIGHT * FINER


def drawn(scene: str) -> bytes:
    """The scene as JPEG: road, crossing, pitch or harbour."""
    image = SCENES[scene]().resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def _sky(*stops: tuple[float, Colour]) -> Image.Image:
    """Colours from top (0) to bottom (1)."""
    column = Image.new("RGB", (1, H))
    for y in range(H):
        at = y / H
        above = max((stop for stop in stops if stop[0] <= at), default=stops[0])
        below = min((stop for stop in stops if stop[0] >= at), default=stops[-1])
        share = (at - above[0]) / (below[0] - above[0]) if below[0] > above[0] else 0
        red, green, blue = (round(a + (b - a) * share) for a, b in zip(above[1], below[1], strict=True))
        column.putpixel((0, y), (red, green, blue))
    return column.resize((W, H))


def _glow(
    image: Image.Image, at: tuple[float, float], radius: float, colour: Colour, strength: int = 200
) -> None:
    """A light with a soft edge."""
    mask = Image.new("L", (W // 8, H // 8))
    left, top, size = at[0] * W / 8, at[1] * H / 8, radius * W / 8
    ImageDraw.Draw(mask).ellipse((left - size, top - size, left + size, top + size), fill=strength)
    soft = mask.filter(ImageFilter.GaussianBlur(size / 2)).resize((W, H), Image.Resampling.BICUBIC)
    image.paste(Image.new("RGB", (W, H), colour), mask=soft)


def _ridge(draw: Canvas, seed: int, level: float, rough: float, colour: Colour) -> None:
    """A line of mountains, filled down to the bottom."""
    chance = random.Random(seed)  # noqa: S311  (a drawing)
    heights = [level + chance.uniform(-rough, rough) for _ in range(2)]
    while len(heights) < 257:  # noqa: PLR2004  (halved eight times)
        rough *= 0.56
        middles = [(a + b) / 2 + chance.uniform(-rough, rough) for a, b in pairwise(heights)]
        heights = [one for pair in zip(heights, middles, strict=False) for one in pair] + heights[-1:]
    points = [(n * W / (len(heights) - 1), height * H) for n, height in enumerate(heights)]
    draw.polygon([(0, H), *points, (W, H)], fill=colour)


def _quad(draw: Canvas, corners: list[tuple[float, float]], colour: Colour) -> None:
    draw.polygon([(x * W, y * H) for x, y in corners], fill=colour)


def _road() -> Image.Image:
    image = _sky((0, (22, 52, 71)), (0.34, (196, 106, 74)), (0.52, (250, 196, 120)), (1, (250, 214, 150)))
    _glow(image, (0.6, 0.5), 0.16, (255, 226, 160), 230)
    draw = ImageDraw.Draw(image)
    draw.ellipse((0.6 * W - 150, 0.49 * H - 150, 0.6 * W + 150, 0.49 * H + 150), fill=(255, 240, 205))
    for seed, level, rough, colour in (
        (3, 0.46, 0.12, (150, 96, 88)),
        (8, 0.52, 0.10, (98, 70, 78)),
        (5, 0.58, 0.06, (52, 54, 66)),
    ):
        _ridge(draw, seed, level, rough, colour)
    _quad(draw, [(0, 0.62), (1, 0.60), (1, 1), (0, 1)], (36, 44, 44))
    _quad(draw, [(0.575, 0.615), (0.605, 0.615), (0.98, 1), (0.08, 1)], (62, 66, 72))
    for start, end in ((0.63, 0.645), (0.665, 0.69), (0.72, 0.76), (0.81, 0.87), (0.93, 1.0)):
        _dash(draw, start, end)
    for left, right, edge in ((0.575, 0.08, 0.010), (0.605, 0.98, -0.010)):
        _quad(draw, [(left, 0.615), (left + edge / 8, 0.615), (right + edge, 1), (right, 1)], (226, 214, 190))
    return image


def _dash(draw: Canvas, start: float, end: float) -> None:
    """A mark on the middle of the road, wider the nearer it is."""
    corners = []
    for y, side in ((start, -1), (start, 1), (end, 1), (end, -1)):
        near = (y - 0.615) / 0.385
        corners.append((0.59 + (0.53 - 0.59) * near + side * 0.012 * near, y))
    _quad(draw, corners, (240, 228, 200))


def _crossing() -> Image.Image:
    image = Image.new("RGB", (W, H), (74, 80, 86))
    draw = ImageDraw.Draw(image)
    _quad(draw, [(0, 0), (0.2, 0), (0.2, 1), (0, 1)], (206, 194, 172))
    _quad(draw, [(0.8, 0), (1, 0), (1, 1), (0.8, 1)], (206, 194, 172))
    for x in (0.2, 0.793):
        _quad(draw, [(x, 0), (x + 0.007, 0), (x + 0.007, 1), (x, 1)], (160, 150, 132))
    for n in range(9):
        x = 0.225 + n * 0.064
        _quad(draw, [(x, 0.36), (x + 0.036, 0.36), (x + 0.036, 0.68), (x, 0.68)], (238, 236, 228))
    for y in (0.02, 0.16, 0.78, 0.92):
        _quad(draw, [(0.495, y), (0.505, y), (0.505, y + 0.08), (0.495, y + 0.08)], (226, 200, 110))
    people = [(0.13, 0.44, (170, 60, 52)), (0.27, 0.50, (29, 79, 145)), (0.34, 0.46, (216, 150, 50)),
              (0.41, 0.55, (20, 104, 80)), (0.86, 0.58, (120, 70, 130))]  # fmt: skip
    for x, y, colour in people:
        _walker(draw, x, y, colour)
    for x, y in ((0.06, 0.1), (0.09, 0.86), (0.93, 0.2), (0.95, 0.9), (0.9, 0.5)):
        _tree(draw, x, y)
    return image


def _walker(draw: Canvas, x: float, y: float, colour: Colour) -> None:
    """A child from above, with the long shadow of the morning."""
    _quad(
        draw,
        [(x, y - 0.014), (x + 0.11, y + 0.04), (x + 0.10, y + 0.07), (x - 0.006, y + 0.02)],
        (50, 54, 60),
    )
    left, top = x * W, y * H
    draw.ellipse((left - 62, top - 40, left + 62, top + 40), fill=colour)
    draw.ellipse((left - 30, top - 30, left + 30, top + 30), fill=(52, 38, 30))


def _tree(draw: Canvas, x: float, y: float) -> None:
    left, top = x * W, y * H
    for size, colour in ((150, (58, 96, 66)), (112, (76, 122, 80)), (64, (104, 150, 98))):
        draw.ellipse((left - size, top - size, left + size, top + size), fill=colour)


def _pitch() -> Image.Image:
    image = _sky((0, (10, 18, 34)), (0.5, (24, 46, 70)), (0.62, (40, 74, 86)), (1, (40, 74, 86)))
    for x in (0.14, 0.86):
        _glow(image, (x, 0.2), 0.11, (240, 248, 255), 190)
    draw = ImageDraw.Draw(image)
    _ridge(draw, 21, 0.56, 0.03, (14, 26, 36))
    _quad(draw, [(0, 0.6), (1, 0.6), (1, 1), (0, 1)], (30, 92, 62))
    for n in range(0, 12, 2):
        far, near = 0.2 + n * 0.05, -0.5 + n * 0.17
        _quad(draw, [(far, 0.6), (far + 0.05, 0.6), (near + 0.17, 1), (near, 1)], (36, 106, 72))
    for x in (0.14, 0.86):
        _quad(
            draw, [(x - 0.004, 0.22), (x + 0.004, 0.22), (x + 0.007, 0.62), (x - 0.007, 0.62)], (60, 72, 84)
        )
        _quad(draw, [(x - 0.05, 0.15), (x + 0.05, 0.15), (x + 0.05, 0.23), (x - 0.05, 0.23)], (236, 244, 250))
    for x in [0.36 + n * 0.02 for n in range(15)]:
        draw.line((x * W, 0.45 * H, (0.5 + (x - 0.5) * 0.9) * W, 0.66 * H), fill=(150, 170, 176), width=3)
    for y in [0.45 + n * 0.03 for n in range(8)]:
        draw.line((0.36 * W, y * H, 0.64 * W, y * H), fill=(150, 170, 176), width=3)
    draw.line([(0.355 * W, 0.7 * H), (0.355 * W, 0.44 * H), (0.645 * W, 0.44 * H), (0.645 * W, 0.7 * H)],
              fill=(246, 248, 248), width=34, joint="curve")  # fmt: skip
    _quad(draw, [(0.1, 0.7), (0.9, 0.7), (0.905, 0.707), (0.095, 0.707)], (226, 236, 230))
    draw.ellipse((0.45 * W, 0.85 * H, 0.45 * W + 170, 0.85 * H + 170), fill=(248, 246, 240))
    return image


def _harbour() -> Image.Image:
    image = _sky((0, (128, 176, 196)), (0.4, (220, 222, 206)), (0.56, (250, 226, 190)), (1, (250, 226, 190)))
    _glow(image, (0.28, 0.5), 0.13, (255, 244, 214), 220)
    draw = ImageDraw.Draw(image)
    _ridge(draw, 14, 0.54, 0.05, (132, 160, 166))
    _ridge(draw, 17, 0.575, 0.025, (92, 126, 136))
    _quad(draw, [(0, 0.6), (1, 0.6), (1, 1), (0, 1)], (44, 98, 116))
    chance = random.Random(2)  # noqa: S311  (a drawing)
    for _ in range(260):
        depth = chance.random()
        x, y, length = chance.random(), 0.61 + 0.39 * depth**1.4, 0.01 + 0.06 * depth
        colour = (120, 168, 174) if chance.random() < 0.5 else (32, 80, 98)  # noqa: PLR2004
        _quad(draw, [(x, y), (x + length, y), (x + length * 0.9, y + 0.003), (x + 0.002, y + 0.003)], colour)
    _ship(draw)
    return image


def _ship(draw: Canvas) -> None:
    _quad(draw, [(0.40, 0.585), (0.92, 0.585), (0.90, 0.675), (0.45, 0.675)], (24, 48, 66))
    _quad(draw, [(0.405, 0.595), (0.918, 0.595), (0.916, 0.604), (0.409, 0.604)], (190, 70, 54))
    for left, right, top in ((0.46, 0.88, 0.53), (0.50, 0.86, 0.48), (0.56, 0.80, 0.44)):
        _quad(
            draw,
            [(left, top), (right, top), (right + 0.01, top + 0.056), (left - 0.02, top + 0.056)],
            (246, 244, 238),
        )
        for n in range(int((right - left) / 0.022)):
            x = left + 0.008 + n * 0.022
            _quad(
                draw,
                [(x, top + 0.018), (x + 0.012, top + 0.018), (x + 0.012, top + 0.036), (x, top + 0.036)],
                (70, 112, 132),
            )
    _quad(draw, [(0.66, 0.36), (0.72, 0.36), (0.73, 0.44), (0.65, 0.44)], (190, 70, 54))
    _quad(draw, [(0.66, 0.36), (0.72, 0.36), (0.722, 0.378), (0.658, 0.378)], (24, 48, 66))


SCENES: dict[str, Callable[[], Image.Image]] = {
    "road": _road,
    "crossing": _crossing,
    "pitch": _pitch,
    "harbour": _harbour,
}
