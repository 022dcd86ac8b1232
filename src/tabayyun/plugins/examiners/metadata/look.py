"""In the sandbox: what a file says of itself. ExifTool reads any kind, Pillow the EXIF of pictures."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.metadata.thumbnail import likeness
from tabayyun.plugins.examiners.opening import header
from tabayyun.plugins.examiners.wording import plain

TAGS = (
    "FileType", "MIMEType", "DateTimeOriginal", "CreateDate", "ModifyDate", "GPSDateTime", "Make",
    "Model", "Software", "CreatorTool", "GPSLatitude", "GPSLongitude", "JUMDType",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?")
Tags = dict[str, Any]


def look(path: Path, place_decimals: int) -> dict[str, Any]:
    """Dates (ISO), device, software, rounded place, and how like the picture its thumbnail is.

    ``kind`` is None when no reader knows the file.
    """
    image = _picture(path)
    tool = shutil.which("exiftool")
    tags = _by_exiftool(tool, path) if tool else _by_pillow(image)
    return {
        "tool": tags.pop("tool"),
        "kind": tags.get("FileType"),
        "media_type": tags.get("MIMEType") or "",
        "taken": _moment(tags.get("DateTimeOriginal") or tags.get("CreateDate")),
        "changed": _moment(tags.get("ModifyDate")),
        "satellites": _moment(tags.get("GPSDateTime")),
        "device": _device(tags),
        "software": plain(tags.get("Software") or tags.get("CreatorTool") or ""),
        "place": _place(tags, place_decimals),
        "credentials": "JUMDType" in tags,
        "thumbnail": likeness(image) if image else None,
    }


def _picture(path: Path) -> Image.Image | None:
    try:
        return header(path)
    except UnexaminableError:
        return None  # what it says of itself can be read all the same


def _by_exiftool(tool: str, path: Path) -> Tags:
    asked = [tool, "-config", "", "-json", "-n", *(f"-{tag}" for tag in TAGS), "-ExifToolVersion", str(path)]
    said = subprocess.run(asked, capture_output=True, check=False).stdout  # noqa: S603  (no shell)
    try:
        tags = json.loads(said)[0]
    except (ValueError, LookupError):
        raise UnexaminableError("ExifTool broke off") from None
    return {**tags, "tool": f"ExifTool {tags.get('ExifToolVersion')}"}


def _by_pillow(image: Image.Image | None) -> Tags:
    tool = f"Pillow {Image.__version__}"  # type: ignore[attr-defined]
    if image is None:
        return {"tool": tool}
    try:
        exif = image.getexif()
        named = {ExifTags.TAGS.get(code, ""): value for code, value in exif.items()}
        named |= {
            ExifTags.TAGS.get(code, ""): value for code, value in exif.get_ifd(ExifTags.IFD.Exif).items()
        }
        places = {
            ExifTags.GPSTAGS.get(code, ""): value
            for code, value in exif.get_ifd(ExifTags.IFD.GPSInfo).items()
        }
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        named, places = {}, {}
    return {
        "tool": tool,
        "FileType": image.format,
        "MIMEType": Image.MIME.get(image.format or ""),
        "DateTimeOriginal": named.get("DateTimeOriginal"),
        "CreateDate": named.get("DateTimeDigitized"),
        "ModifyDate": named.get("DateTime"),
        "GPSDateTime": _satellites(places),
        "GPSLatitude": _degrees(places, "GPSLatitude", "S"),
        "GPSLongitude": _degrees(places, "GPSLongitude", "W"),
        **{name: named[name] for name in ("Make", "Model", "Software") if name in named},
    }


def _degrees(places: Tags, name: str, negative: str) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in places[name])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    size = degrees + minutes / 60 + seconds / 3600
    return -size if str(places.get(f"{name}Ref", "")).startswith(negative) else size


def _satellites(places: Tags) -> str | None:
    try:
        hours, minutes, seconds = (int(part) for part in places["GPSTimeStamp"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return f"{places.get('GPSDateStamp')} {hours:02}:{minutes:02}:{seconds:02}Z"


def _moment(written: object) -> str | None:
    """A date as EXIF writes it, in ISO form; None when it is none."""
    parts = _DATE.match(str(written))
    if not parts:
        return None
    try:
        year, month, day, hour, minute, second = map(int, parts.groups()[:6])
        at = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  (the zone follows, if any)
        return datetime.fromisoformat(at.isoformat() + (parts[7] or "").replace("Z", "+00:00")).isoformat()
    except ValueError:
        return None


def _device(tags: Tags) -> str:
    """Maker and model, the maker once."""
    make, model = (plain(tags.get(name) or "") for name in ("Make", "Model"))
    return model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()


def _place(tags: Tags, decimals: int) -> list[float] | None:
    """Latitude and longitude, rounded; None when there are none, or none that can be true."""
    try:
        latitude, longitude = float(tags["GPSLatitude"]), float(tags["GPSLongitude"])
    except (KeyError, TypeError, ValueError):
        return None
    unset = latitude == longitude == 0
    if unset or not (math.isfinite(latitude) and abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004
        return None
    return [round(latitude, decimals), round(longitude, decimals)]
