"""What is counted for a content, copy by copy, in the order of arrival.

Only what the posts say goes in, never the clock: the same stream gives the same figures, however
it is cut into batches and however often the process was stopped in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import log2

from tabayyun.desk.watch.queries import PostRow
from tabayyun.engine import priority
from tabayyun.engine.stream import Finding

FAST = 4.5
"""Copies an hour (decayed) from which a content counts as spreading."""
HALF_LIFE = 12 * 3600
"""Seconds in which a content's rank loses half, while nothing new is heard of it."""
BARS = 24
MINUTE, HOUR = 60, 3600
OLDEST = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Tally:
    """One content's running figures. Times are seconds since the epoch."""

    key: str
    first_at: float
    last_at: float
    collected_at: float
    copies: int
    shares: int
    sources: set[int]
    rate: float
    severity: float
    claim_score: float | None
    pulse: list[int]
    spreading: tuple[float, dict[str, int]] | None = None
    """Its spread, and the copies and minutes, at the moment it began to spread fast; until saved."""
    id: int = 0
    kinds: set[str] = field(default_factory=set)

    @classmethod
    def of_first(cls, post: PostRow, finding: Finding) -> Tally:
        at = happened(post)
        claim = finding.claim.score if finding.claim else None
        rate = priority.spread_rate(0.0, at, at)
        severity = priority.severity(finding.scores or {})
        collected = post.collected_at.timestamp()
        return cls(
            *(finding.content, at, at, collected, 1, post.shares, {post.source_id}, rate, severity, claim),
            pulse=[1, 1],
        )

    def add(self, post: PostRow) -> None:
        """Count one more copy."""
        at = happened(post)
        self.rate = priority.spread_rate(self.rate, self.last_at, at)
        self.last_at = max(self.last_at, at)
        self.collected_at = max(self.collected_at, post.collected_at.timestamp())
        self.copies += 1
        self.shares += post.shares
        self.sources.add(post.source_id)
        beat(self.pulse, at - self.first_at)
        self.first_at = min(self.first_at, at)
        if self.spreading is None and "spread" not in self.kinds and self.rate >= FAST:
            minutes = max(1, round((self.last_at - self.first_at) / MINUTE))
            self.spreading = self.figures()[0], {"copies": self.copies, "minutes": minutes}

    def figures(self) -> tuple[float, float, float, float]:
        """Spread, novelty, priority and rank, as of the last copy.

        The rank orders contents by priority × 2^(−age / half-life) for any moment at
        once: in its logarithm the age is a constant added to all, so it needs no refreshing.
        """
        spread = priority.spread(self.rate, self.copies, self.shares, len(self.sources))
        novelty = priority.novelty(self.claim_score, (self.last_at - self.first_at) / HOUR)
        value = priority.priority(self.severity, spread, novelty)
        rank = log2(max(value, 1e-6)) + self.collected_at / HALF_LIFE
        return spread, novelty, value, rank


def happened(post: PostRow) -> float:
    """When the post appeared; when it was collected if the source's date cannot be true."""
    at = post.posted_at
    if at is None or at < OLDEST or at > post.collected_at:
        at = post.collected_at
    return at.timestamp()


def beat(pulse: list[int], after: float) -> None:
    """Count a copy that came ``after`` seconds after the first; bars are widened when they run out."""
    while after // (pulse[0] * MINUTE) >= BARS:
        bars = pulse[1:] + [0] * (len(pulse) % 2 == 0)
        pulse[:] = [pulse[0] * 2, *(a + b for a, b in zip(bars[::2], bars[1::2], strict=True))]
    bar = 1 + max(0, int(after // (pulse[0] * MINUTE)))
    pulse.extend([0] * (bar + 1 - len(pulse)))
    pulse[bar] += 1
