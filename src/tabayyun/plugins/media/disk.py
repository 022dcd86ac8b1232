"""Files of a bank: whole on the disk before anything names them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 2


class BankError(Exception):
    """The folder is no bank, or one of another version; the message says which."""


def manifest(folder: Path, empty: dict[str, Any]) -> dict[str, Any]:
    """What ``folder`` says of itself, or ``empty`` when it says nothing yet. Raises BankError."""
    path = folder / "manifest.json"
    if not path.exists():
        return empty
    try:
        found = json.loads(path.read_bytes())
    except ValueError as error:
        raise BankError(f"{path}: {error}") from error
    version = found.get("version") if isinstance(found, dict) else None
    if version != VERSION:
        raise BankError(f"{path}: version {version!r} instead of {VERSION}")
    said: dict[str, Any] = found
    return said


def commit(folder: Path, said: dict[str, Any]) -> None:
    """Replace what ``folder`` says of itself, in one step."""
    draft = folder / "manifest.draft"
    write_at(draft, 0, json.dumps({"version": VERSION, **said}).encode())
    draft.replace(folder / "manifest.json")


def save(path: Path, values: NDArray[Any]) -> None:
    """Write an array."""
    with path.open("wb") as file:
        np.save(file, values)
        file.flush()
        os.fsync(file.fileno())


def write_at(path: Path, offset: int, data: bytes) -> None:
    """Write ``data`` at ``offset``; what stood there and behind it is gone."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
