"""Open a picture inside the sandbox: its kind and size are looked at before anything is unpacked."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from tabayyun.plugins.examiners.base import UnexaminableError

KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
MOST_PIXELS = 100_000_000


def header(path: Path) -> Image.Image | None:
    """The picture, not unpacked yet; None when the bytes are of no known kind.

    Raises UnexaminableError when it is damaged or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # ours is the limit below
            image = Image.open(path, formats=KINDS)
    except UnidentifiedImageError:
        return None
    except Image.DecompressionBombError:
        raise UnexaminableError(_too_many()) from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnexaminableError("the picture is damaged") from error
    if image.width * image.height > MOST_PIXELS:
        raise UnexaminableError(_too_many())
    return image


def unpacked(image: Image.Image, mode: str, longest: int | None = None) -> Image.Image:
    """The picture in ``mode`` (L or RGB), at most ``longest`` pixels a side. Raises UnexaminableError."""
    try:
        if longest and image.format == "JPEG":
            image.draft(mode, (longest, longest))  # unpacked at about that size, not made small afterwards
        plain = image.convert(mode)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, Image.DecompressionBombError) as error:
        raise UnexaminableError("the picture is damaged") from error
    if longest:
        plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return plain


def _too_many() -> str:
    return f"the picture has more than {MOST_PIXELS // 1_000_000} million pixels"
