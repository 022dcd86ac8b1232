"""Content Credentials (C2PA): who signed a file, when, what is declared of it, and whether that holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import Example, Finding, Subject
from tabayyun.plugins.examiners.content_credentials.words import LIMITS, sentences
from tabayyun.plugins.examiners.examples import beside
from tabayyun.plugins.sources.options import option

CONFIDENCE = {"broken": "high", "trusted": "high", "unknown": "medium"}
"""That a file is not what was signed is arithmetic; whom an unknown key belongs to is anybody's word."""


@dataclass(frozen=True, slots=True)
class Options:
    """Whom the institution trusts."""

    trust_list: str = option(
        "file with the certificates (PEM) of signers, or of who certifies them, that are trusted; "
        "empty: nobody is known",
        "",
    )


class ContentCredentials:
    """Signature, signer and declared edits."""

    slug: ClassVar[str] = "content_credentials"
    takes: ClassVar[str] = "file"
    version: ClassVar[str] = "1"
    options_type: ClassVar[type[Options]] = Options

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    def examine(self, subject: Subject) -> Finding | None:
        """One sentence on the credentials; None when the file carries none, which most files do."""
        if subject.file is None:
            return None
        trusted = [Path(self.options.trust_list)] if self.options.trust_list else []
        found = sandbox.look(f"{__package__}.look", subject.file.path, reads=trusted, **asdict(self.options))
        if not found["state"]:
            return None
        return Finding(
            finding=sentences(found),
            confidence=CONFIDENCE[found["state"]],
            limits=LIMITS["ar"],
            version=self.version,
            parameters={**found, "trust_list": bool(self.options.trust_list), "limits": LIMITS},
        )

    def examples(self) -> list[Example]:
        """The files beside this module, signed with a key of their own."""
        return beside(Path(__file__).with_name("examples"))
