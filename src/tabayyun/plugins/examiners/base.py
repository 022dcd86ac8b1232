"""What every examiner plugin speaks: a content in, a finding a press officer can quote out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Appearance:
    """One post that carries the content."""

    source: str
    posted_at: datetime | None
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is examined."""

    text: str
    appearances: Sequence[Appearance]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, with its method and limits."""

    finding: Mapping[str, str]
    """Language → one sentence that can be quoted."""
    confidence: str
    """high, medium or low."""
    limits: str
    version: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


class ExaminerPlugin(Protocol):
    """One technical check."""

    slug: ClassVar[str]

    def examine(self, subject: Subject) -> Finding | None:
        """The finding, or None when the check does not apply."""
