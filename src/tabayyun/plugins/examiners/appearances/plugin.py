"""Earliest appearance and copies over time, worked out from the posts that were collected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar

from tabayyun.plugins.examiners.appearances.words import limits, sentences
from tabayyun.plugins.examiners.base import Appearance, Example, Finding, Subject

# No social network had posts to copy before then: an earlier date is a device without a clock.
EARLIEST_PLAUSIBLE = datetime(2004, 1, 1, tzinfo=UTC)
MOSTLY = 0.8


class Appearances:
    """Asks of a content: since when, how often, how widely, how fast."""

    slug: ClassVar[str] = "appearances"
    takes: ClassVar[str] = "content"
    version: ClassVar[str] = "1"

    def examine(self, subject: Subject) -> Finding | None:
        """One sentence on the earliest appearance and its copies; None when no post has a date."""
        dates = plausible_dates(subject.appearances)
        if not dates:
            return None
        copies, sources = len(subject.appearances), len({seen.source for seen in subject.appearances})
        undated = copies - len(dates)
        half = dates[(len(dates) - 1) // 2]
        return Finding(
            finding=sentences(dates[0], copies, sources, half - dates[0]),
            confidence=confidence(known=len(dates) / copies, sources=sources),
            limits=limits(undated)["ar"],
            version=self.version,
            parameters={
                "copies": copies,
                "sources": sources,
                "undated": undated,
                "earliest": dates[0].isoformat(),
                "half_by": half.isoformat(),
                "latest": dates[-1].isoformat(),
                "limits": limits(undated),
            },
        )

    def examples(self) -> list[Example]:
        """None: it takes no file."""
        return []


def plausible_dates(appearances: Sequence[Appearance]) -> list[datetime]:
    """The dates that can be true, oldest first."""
    return sorted(
        seen.posted_at
        for seen in appearances
        if seen.posted_at is not None and seen.posted_at >= EARLIEST_PLAUSIBLE
    )


def confidence(*, known: float, sources: int) -> str:
    """How far the earliest date can be relied on, from the share of known dates and the sources."""
    if known == 1 and sources > 1:
        return "high"
    return "medium" if known >= MOSTLY else "low"
