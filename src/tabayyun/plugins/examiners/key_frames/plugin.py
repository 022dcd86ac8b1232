"""Scenes and key frames of a clip."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import Example, Finding, Subject
from tabayyun.plugins.examiners.examples import beside
from tabayyun.plugins.examiners.illustrating import carried
from tabayyun.plugins.examiners.key_frames.words import LIMITS, sentences
from tabayyun.plugins.examiners.reels import is_reel


class KeyFrames:
    """Cuts a clip into scenes and shows their key frames on one sheet."""

    slug: ClassVar[str] = "key_frames"
    takes: ClassVar[str] = "file"
    version: ClassVar[str] = "1"

    def examine(self, subject: Subject) -> Finding | None:
        """One sentence on length and scenes; None when the file is no clip."""
        if subject.file is None or not is_reel(subject.file.path):
            return None
        found = sandbox.look(f"{__package__}.look", subject.file.path)
        if not found["kind"]:
            return None
        shown = carried(found.pop("illustrations"))
        return Finding(
            finding=sentences(found),
            confidence="medium" if found["only_key_frames"] or found["is_cut_short"] else "high",
            limits=LIMITS["ar"],
            version=self.version,
            parameters={**found, "limits": LIMITS},
            illustrations=shown,
        )

    def examples(self) -> list[Example]:
        """The files beside this module."""
        return beside(Path(__file__).with_name("examples"))
