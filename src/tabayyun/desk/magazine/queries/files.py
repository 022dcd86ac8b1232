"""The files of the magazine, kept by what they hold: HOME/magazine."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from tabayyun.kit.pictures import resized

WIDTHS = (480, 960, 1600)
"""Pixels that pages ask for."""


def picture_bytes(sha256: str) -> bytes:
    """The JPEG as it was taken in. Raises FileNotFoundError."""
    return (folder("pictures") / f"{sha256}.jpg").read_bytes()


def resized_picture(sha256: str, width: int) -> bytes:
    """The JPEG at one of `WIDTHS`: made at the first call, then read. Raises FileNotFoundError."""
    path = folder("pictures") / f"{sha256}-{width}.jpg"
    if not path.exists():
        keep(path, resized(picture_bytes(sha256), width))
    return path.read_bytes()


def print_path(sha256: str) -> Path:
    """Where a PDF lies."""
    return folder("prints") / f"{sha256}.pdf"


def print_bytes(sha256: str) -> bytes:
    """A PDF. Raises FileNotFoundError."""
    return print_path(sha256).read_bytes()


def folder(name: str) -> Path:
    """HOME/magazine/NAME."""
    return Path(settings.HOME) / "magazine" / name


def keep(path: Path, content: bytes) -> None:
    """Whole or not at all: two who write at once both leave a finished file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
