"""What every examiner plugin speaks: a content or a file in, a finding a press officer can quote out.

A plugin is one folder with `plugin.py`; its entry point in ``tabayyun.examiners`` names a class that
satisfies `ExaminerPlugin`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Appearance:
    """One post that carries the content."""

    source: str
    posted_at: datetime | None
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the institution said before that bears on the content."""

    reference: str
    title: str
    said_at: datetime | None
    verdict: str
    """confirmed, false, out_of_context, manipulated, misleading, satire, unproven, or empty."""
    url: str
    repeats: bool
    """The content repeats the claim that was answered; else the two have words and meaning in common."""
    differing: Sequence[str] = ()
    """Numbers, dates or negations in which the content differs from that claim."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with the content, as it was received. It may be malicious: look at it in `sandbox`."""

    path: Path
    media_type: str
    """As its name says; the bytes decide."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is examined."""

    text: str
    appearances: Sequence[Appearance]
    """Oldest first."""
    file: File | None = None
    """For examiners that take a file."""
    pictures_say: Sequence[str] = ()
    """What was read in its pictures, for examiners that take a content."""
    statements: Sequence[Statement] = ()
    """Of the institution, those that bear on the content, best first."""


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture that an examiner made to show what it found; never the evidence itself."""

    name: str
    """A slug: contact-sheet, error-level, lines."""
    data: bytes
    """PNG, JPEG or WebP, 2 MB at most."""
    caption: Mapping[str, str]
    """Language → words."""


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
    illustrations: Sequence[Illustration] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A file beside the plugin, when its content was first seen, and what the examiner says of it."""

    path: Path
    appeared: datetime | None
    finding: Mapping[str, str]
    confidence: str


class UnexaminableError(Exception):
    """The file cannot be looked at; the message says why: damaged, too large, or a program is missing."""


class ExaminerPlugin(Protocol):
    """One technical check."""

    slug: ClassVar[str]
    takes: ClassVar[str]
    """``content``: it is run once on the text and its posts. ``file``: once on each file."""

    def examine(self, subject: Subject) -> Finding | None:
        """The finding, or None when the check does not apply. Raises UnexaminableError."""

    def examples(self) -> list[Example]:
        """Files and what is found in them: they feed the conformance suite. Empty when it takes no file."""
