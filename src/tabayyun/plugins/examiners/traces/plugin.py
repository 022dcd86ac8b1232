"""Traces of saving again and of screenshots in a picture: hints, never a verdict."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import ClassVar

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import Example, Finding, Illustration, Subject
from tabayyun.plugins.examiners.examples import beside
from tabayyun.plugins.examiners.traces.words import CAPTIONS, LIMITS, sentences


class Traces:
    """Savings, grids, screens, bands; and two maps that prove nothing."""

    slug: ClassVar[str] = "traces"
    takes: ClassVar[str] = "file"
    version: ClassVar[str] = "1"

    def examine(self, subject: Subject) -> Finding | None:
        """One sentence on the traces; None when it is no picture, or one below 64 pixels.

        The confidence is always low: saving again is what networks do to every picture.
        """
        if subject.file is None:
            return None
        found = sandbox.look(f"{__package__}.look", subject.file.path)
        if not found["kind"]:
            return None
        pictures = found.pop("pictures")
        return Finding(
            finding=sentences(found),
            confidence="low",
            limits=LIMITS["ar"],
            version=self.version,
            parameters={**found, "limits": LIMITS},
            illustrations=[
                Illustration(name, base64.b64decode(data), CAPTIONS[name]) for name, data in pictures.items()
            ],
        )

    def examples(self) -> list[Example]:
        """The files beside this module."""
        return beside(Path(__file__).with_name("examples"))
