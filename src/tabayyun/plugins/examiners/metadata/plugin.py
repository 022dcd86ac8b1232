"""What a file says of itself, and where that contradicts itself or the first appearance."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import Example, Finding, Subject
from tabayyun.plugins.examiners.examples import beside
from tabayyun.plugins.examiners.metadata.judging import contradictions
from tabayyun.plugins.examiners.metadata.words import LIMITS, sentences
from tabayyun.plugins.sources.options import option


@dataclass(frozen=True, slots=True)
class Options:
    """How it is looked at."""

    place_decimals: int = option("decimals of a degree that are kept of a place: 2 are about a kilometre", 2)


class Metadata:
    """Dates, device, software, place and thumbnail."""

    slug: ClassVar[str] = "metadata"
    takes: ClassVar[str] = "file"
    version: ClassVar[str] = "2"
    options_type: ClassVar[type[Options]] = Options

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    def examine(self, subject: Subject) -> Finding | None:
        """One sentence on what the file says of itself; None when it is of no kind that is known."""
        if subject.file is None:
            return None
        found = sandbox.look(f"{__package__}.look", subject.file.path, **asdict(self.options))
        if not found["kind"]:
            return None
        appeared = next((seen.posted_at for seen in subject.appearances if seen.posted_at), None)
        wrong = contradictions(found, appeared, subject.file.media_type)
        return Finding(
            finding=sentences(found, wrong, appeared),
            confidence=_confidence(bool(wrong), bool(found["taken"] or found["device"] or found["place"])),
            limits=LIMITS["ar"],
            version=self.version,
            parameters={**asdict(self.options), **found, "contradictions": wrong, "limits": LIMITS},
        )

    def examples(self) -> list[Example]:
        """The files beside this module."""
        return beside(Path(__file__).with_name("examples"))


def _confidence(wrong: bool, something: bool) -> str:
    """That there is nothing is certain; what there is could have been written by anyone."""
    if wrong:
        return "low"
    return "medium" if something else "high"
