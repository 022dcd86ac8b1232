"""Pictures that people upload: looked at, decoded, and written again, so that nothing else rides along.

What comes out is a JPEG without metadata (no place, no camera, no thumbnail), upright and in sRGB,
whatever came in.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from tabayyun.kit.errors import Refused

LARGEST_FILE = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
SMALLEST, LARGEST = 320, 2400
"""Pixels of the longer side: smaller ones are refused, larger ones made smaller."""
KINDS = ("JPEG", "PNG", "WEBP")
QUALITY = 84


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept."""

    jpeg: bytes
    width: int
    height: int


def taken_in(data: bytes) -> Picture:
    """``data`` (JPEG, PNG or WebP, whatever its name says) as a clean JPEG. Raises `Refused`."""
    if len(data) > LARGEST_FILE:
        raise Refused(_("The picture is larger than %(limit)s MB.") % {"limit": LARGEST_FILE // 1024**2})
    image = _clean(_opened(data))
    if max(image.size) < SMALLEST:
        raise Refused(_("The picture is too small: %(limit)s pixels at least.") % {"limit": SMALLEST})
    image.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    return Picture(_written(image), *image.size)


def resized(jpeg: bytes, width: int) -> bytes:
    """A kept picture, ``width`` pixels wide at the most."""
    image = Image.open(io.BytesIO(jpeg), formats=("JPEG",))
    image.thumbnail((width, image.height), Image.Resampling.LANCZOS)
    return _written(image)


def _opened(data: bytes) -> Image.Image:
    """The picture decoded. The size is checked by its header, before anything is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # ours is the limit below
            image = Image.open(io.BytesIO(data), formats=KINDS)
    except Image.DecompressionBombError:
        raise Refused(_too_many()) from None
    except (OSError, ValueError, SyntaxError):
        raise Refused(_("This file is no picture that can be read: send JPEG, PNG or WebP.")) from None
    if image.width * image.height > MOST_PIXELS:
        raise Refused(_too_many())
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        raise Refused(_("The picture is damaged.")) from None
    return image


def _too_many() -> str:
    return _("The picture has more than %(limit)s million pixels.") % {"limit": MOST_PIXELS // 1_000_000}


def _clean(image: Image.Image) -> Image.Image:
    """Upright, in sRGB, on white where it was transparent."""
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
        return image
    return _in_srgb(image, profile) if profile else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        known = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        known = None  # a profile that does not fit its picture says nothing
    return known or image.convert("RGB")


def _written(image: Image.Image) -> bytes:
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
