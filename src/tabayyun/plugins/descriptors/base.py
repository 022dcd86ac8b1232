"""What every descriptor plugin gives: a descriptor (`tabayyun.engine.media.descriptors`), ready to use."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Protocol

from tabayyun.engine.media.descriptors import Descriptor


class DescriptorPlugin(Protocol):
    """One way to have a learned copy descriptor on this machine. Nothing is downloaded."""

    slug: ClassVar[str]

    def load(self, folder: Path) -> Descriptor:
        """Return the descriptor that an administrator put in ``folder``. Raises DescriptorError."""
