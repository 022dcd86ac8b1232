"""The words in a picture, line by line."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import Example, Finding, Subject
from tabayyun.plugins.examiners.examples import beside
from tabayyun.plugins.examiners.illustrating import carried
from tabayyun.plugins.examiners.text_in_picture.words import LIMITS, sentences
from tabayyun.plugins.sources.options import option

SURE = 80


@dataclass(frozen=True, slots=True)
class Options:
    """What is read."""

    language: str = option("language of Tesseract for lines that are not in Latin letters", "ara")
    least: int = option("confidence, of 100, below which a line is left out", 55)


class TextInPicture:
    """Finds the lines of text, reads them, and shows where they stand."""

    slug: ClassVar[str] = "text_in_picture"
    takes: ClassVar[str] = "file"
    version: ClassVar[str] = "1"

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    def examine(self, subject: Subject) -> Finding | None:
        """One sentence with what a picture or the key frames of a clip say; None for other files."""
        if subject.file is None:
            return None
        found = sandbox.look(f"{__package__}.look", subject.file.path, **asdict(self.options))
        if not found["kind"]:
            return None
        shown = carried(found.pop("illustrations"))
        return Finding(
            finding=sentences(found["kind"], [line["text"] for line in found["lines"]], found["places"]),
            confidence=_confidence(found),
            limits=LIMITS["ar"],
            version=self.version,
            parameters={
                **asdict(self.options),
                **found,
                "text": "\n".join(line["text"] for line in found["lines"]),
                "limits": LIMITS,
            },
            illustrations=shown,
        )

    def examples(self) -> list[Example]:
        """The files beside this module."""
        return beside(Path(__file__).with_name("examples"))


def _confidence(found: dict[str, Any]) -> str:
    """Of the reader itself; that there is nothing to read is less sure than words that were read well."""
    if not found["lines"]:
        return "low" if found["places"] else "medium"
    least = min(line["confidence"] for line in found["lines"])
    return "high" if least >= SURE else "medium"
