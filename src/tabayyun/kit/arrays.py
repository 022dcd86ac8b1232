"""Arrays in a folder, one file each, mapped when they are read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def save(folder: Path, arrays: Mapping[str, Array]) -> None:
    """Put ``arrays`` in ``folder`` in place of what it holds: all, or after a kill the old ones or none.

    Raises ``OSError``; a folder with other files in it is left alone.
    """
    if folder.exists() and any(path.suffix != ".npy" for path in folder.iterdir()):
        raise FileExistsError(f"{folder} holds something else")
    folder.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        for name, array in arrays.items():
            np.save(half / f"{name}.npy", array, allow_pickle=False)
        if folder.exists():
            shutil.rmtree(folder)
        half.rename(folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def read(folder: Path) -> dict[str, Array]:
    """The arrays of ``folder``, mapped; none when there is no folder. Raises ``OSError``, ``ValueError``."""
    if not folder.exists():
        return {}
    return {
        path.stem: np.load(path, mmap_mode="r", allow_pickle=False) for path in sorted(folder.glob("*.npy"))
    }
