"""Pictures that show a finding: made in the sandbox, carried in its answer, looked at in another one.

What comes out of a sandbox that saw a malicious file may be malicious too. So the desk never decodes it:
it learns from a second child whether it is a picture, and gets the few grey points that stand for it until
somebody wants to see it.
"""

from __future__ import annotations

import io
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image, ImageFilter

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import Illustration, UnexaminableError
from tabayyun.plugins.examiners.opening import header, unpacked

LARGEST = 2 * 1024**2
"""Bytes of one picture."""
VEIL = 24
"""Points of the longer side of what stands for a picture: shapes that can be recognised take more."""
KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n": "image/png", b"RIFF": "image/webp"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a child says of a picture."""

    width: int
    height: int
    veil: tuple[int, int, bytes]
    """Width, height, and a grey point each: blurred beyond recognition."""


def packed(name: str, image: Image.Image, caption: Mapping[str, str], *, quality: int = 85) -> dict[str, Any]:
    """In the sandbox: a picture as JSON, a JPEG (PNG where it is transparent or has few colours)."""
    file = io.BytesIO()
    if image.mode in {"RGB", "L"}:
        image.save(file, "JPEG", quality=quality)
    else:
        image.save(file, "PNG", optimize=True)
    return {"name": name, "data": b64encode(file.getvalue()).decode("ascii"), "caption": dict(caption)}


def carried(said: Sequence[Mapping[str, Any]]) -> tuple[Illustration, ...]:
    """Out of the sandbox: what `packed` gave. Raises UnexaminableError when it gave something else."""
    try:
        return tuple(
            Illustration(
                str(one["name"]),
                b64decode(one["data"], validate=True),
                {str(lang): str(words) for lang, words in one["caption"].items()},
            )
            for one in said
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnexaminableError("looking at it gave pictures that cannot be read") from None


def media_type(data: bytes) -> str:
    """PNG, JPEG or WebP by its first bytes. Raises UnexaminableError."""
    for first, kind in KINDS.items():
        if data.startswith(first):
            return kind
    raise UnexaminableError("an illustration is neither PNG nor JPEG nor WebP")


def seen(pictures: Sequence[bytes]) -> list[Seen | None]:
    """What one child says of each of ``pictures``; None of one that is damaged."""
    if not pictures:
        return []
    with TemporaryDirectory(prefix="tabayyun-pictures-") as folder:
        for number, data in enumerate(pictures):
            (Path(folder) / f"{number:03d}").write_bytes(data)
        said = sandbox.look(__name__, Path(folder))
    return [_seen(one) for one in said["pictures"]]


def _seen(said: Mapping[str, Any] | None) -> Seen | None:
    if said is None:
        return None
    width, height, points = (said["veil"][key] for key in ("width", "height", "points"))
    grey = b64decode(points)
    if len(grey) != width * height or max(width, height) > VEIL:
        raise UnexaminableError("looking at a picture gave something else")
    return Seen(int(said["width"]), int(said["height"]), (width, height, grey))


def look(path: Path) -> dict[str, Any]:
    """In the sandbox: the size and the veil of every picture in a folder, by name; null for a damaged one."""
    return {"pictures": [_looked_at(one) for one in sorted(path.iterdir())]}


def _looked_at(path: Path) -> dict[str, Any] | None:
    try:
        image = header(path)
        if image is None:
            return None
        return {"width": image.width, "height": image.height, "veil": veil(image)}
    except UnexaminableError:
        return None


def veil(image: Image.Image) -> dict[str, Any]:
    """In the sandbox: the grey points that stand for ``image``. Raises UnexaminableError."""
    small = unpacked(image, "L", 8 * VEIL)
    small = small.filter(ImageFilter.GaussianBlur(8))
    small.thumbnail((VEIL, VEIL), Image.Resampling.BOX)
    return {
        "width": small.width,
        "height": small.height,
        "points": b64encode(small.tobytes()).decode("ascii"),
    }
