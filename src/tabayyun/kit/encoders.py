"""The encoder of this installation, by its name; without one texts are matched by their words alone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tabayyun.engine.meaning import Encoder, EncoderError
from tabayyun.kit.plugins import UnknownPluginError, load

NONE = "none"
"""The name that stands for no encoder at all."""


@lru_cache(maxsize=4)
def encoder(name: str, home: Path, folder: Path | None = None) -> tuple[Encoder | None, str]:
    """The encoder called ``name``, or none and the reason why it cannot be had (empty when none is wanted).

    What it works out once is kept in ``home``/encoders. Made once a process.
    """
    if name == NONE:
        return None, ""
    try:
        return load("encoders", name).load(cache=home / "encoders", folder=folder), ""
    except UnknownPluginError:
        return None, f"no encoder is called {name!r}"
    except EncoderError as error:
        return None, str(error)
