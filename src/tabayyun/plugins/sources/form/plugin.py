"""The citizens' form of the newsroom: its posts are handed in, so there is nothing to fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Event
from typing import Any, ClassVar

from tabayyun.plugins.sources.base import Batch, RawPost
from tabayyun.plugins.sources.options import read


@dataclass(frozen=True, slots=True)
class FormOptions:
    """The form has no options."""


class FormPlugin:
    """What citizens report. `watch.operations.submit` takes it in."""

    slug: ClassVar[str] = "form"
    streaming: ClassVar[bool] = False

    def parse(self, options: Mapping[str, Any]) -> FormOptions:
        """Typed options. Raises OptionError."""
        return read(FormOptions, options)

    def batches(self, options: FormOptions, cursor: str, stop: Event) -> Iterator[Batch]:
        """Nothing: reports arrive by themselves."""
        return iter(())

    def examples(self) -> list[tuple[bytes, list[RawPost]]]:
        """None: no bytes are read."""
        return []


plugin = FormPlugin()
