"""What was already said on this, and the dates, places and bodies of the state that are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from tabayyun.engine.text.mentions import mentions
from tabayyun.plugins.examiners.base import Example, Finding, Statement, Subject
from tabayyun.plugins.examiners.own_statements.words import LIMITS, sentences


class OwnStatements:
    """Asks of the words of a content and of its pictures: have we spoken on this, and what is named."""

    slug: ClassVar[str] = "own_statements"
    takes: ClassVar[str] = "content"
    version: ClassVar[str] = "1"

    def examine(self, subject: Subject) -> Finding | None:
        """One sentence on own statements and on what is named; None for a content without words."""
        text = "\n".join((subject.text, *subject.pictures_say)).strip()
        if not text:
            return None
        named = mentions(text)
        return Finding(
            finding=sentences(subject.statements, named),
            confidence=_confidence(subject.statements),
            limits=LIMITS["ar"],
            version=self.version,
            parameters={
                "statements": [_plain(one) for one in subject.statements],
                **asdict(named),
                "pictures_read": len(subject.pictures_say),
                "limits": LIMITS,
            },
        )

    def examples(self) -> list[Example]:
        """None: it takes no file."""
        return []


def _confidence(statements: Sequence[Statement]) -> str:
    """High when a claim that was answered is repeated without a difference, low for words in common."""
    if not statements:
        return "medium"
    best = statements[0]
    if best.repeats:
        return "medium" if best.differing else "high"
    return "low"


def _plain(statement: Statement) -> dict[str, Any]:
    said_at = statement.said_at.isoformat() if statement.said_at else None
    return {**asdict(statement), "said_at": said_at, "differing": list(statement.differing)}
