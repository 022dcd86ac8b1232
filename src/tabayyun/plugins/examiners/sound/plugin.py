"""The sound of a clip or of a sound file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import Example, Finding, Subject
from tabayyun.plugins.examiners.examples import beside
from tabayyun.plugins.examiners.illustrating import carried
from tabayyun.plugins.examiners.reels import is_reel
from tabayyun.plugins.examiners.sound.words import LIMITS, sentences


class Sound:
    """Whether there is sound, where it is silent, and where its background changes suddenly."""

    slug: ClassVar[str] = "sound"
    takes: ClassVar[str] = "file"
    version: ClassVar[str] = "1"

    def examine(self, subject: Subject) -> Finding | None:
        """One sentence on the sound; None when the file is neither clip nor sound."""
        if subject.file is None or not is_reel(subject.file.path):
            return None
        found = sandbox.look(f"{__package__}.look", subject.file.path)
        shown = carried(found.pop("illustrations", []))
        return Finding(
            finding=sentences(found),
            confidence=_confidence(found),
            limits=LIMITS["ar"],
            version=self.version,
            parameters={**found, "limits": LIMITS},
            illustrations=shown,
        )

    def examples(self) -> list[Example]:
        """The files beside this module."""
        return beside(Path(__file__).with_name("examples"))


def _confidence(found: dict[str, Any]) -> str:
    """That there is no sound is certain; a change of the background is a hint."""
    if not found["sound"]:
        return "high"
    return "low" if found["changes"] else "medium"
