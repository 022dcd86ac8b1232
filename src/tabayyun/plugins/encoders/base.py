"""What every encoder plugin gives: an encoder (`tabayyun.engine.meaning.Encoder`), made ready to use."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Protocol

from tabayyun.engine.meaning import Encoder


class EncoderPlugin(Protocol):
    """One way to have an encoder on this machine. Nothing is downloaded."""

    slug: ClassVar[str]

    def load(self, *, cache: Path, folder: Path | None = None) -> Encoder:
        """Return the encoder. Raises EncoderError.

        ``cache`` is a folder to keep what was worked out once; ``folder`` is where an administrator
        put a model, for the plugins that need one.
        """
