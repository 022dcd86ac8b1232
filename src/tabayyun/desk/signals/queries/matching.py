"""How a content and known claims were matched: by the engine, and by people who knew better."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from tabayyun.desk.signals.models import Checkpoint, Content, KnownClaim, MatchDecision, MatchThreshold
from tabayyun.desk.signals.queries.claims import active, related_claims
from tabayyun.engine.claims import REPEATS, Piece, beside
from tabayyun.engine.stream import ClaimMatch
from tabayyun.engine.text import normalise

SEARCHED = 2000
"""Characters of a text that can be searched for."""
COMPARED = 1000
"""Characters of a text that are laid beside a claim."""
LISTED = 5
CONSIDERED = 48
"""Claims that the engine looks at closely: the decided ones are taken from among them."""
MONTH = timedelta(days=30)
TRIED = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Thresholds that are compared, beside the one in force."""
LEAST = 20
"""Decisions without which no share is named."""


@dataclass(frozen=True, slots=True)
class Near:
    """A known claim beside a content."""

    claim: KnownClaim
    match: ClaimMatch
    ours: list[Piece]
    """The text of the content, and what of it the claim does not say."""
    theirs: list[Piece]
    shown: bool
    """It is the match that the queue shows."""
    decision: MatchDecision | None
    """What a person said, unless it was taken back."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a threshold would have made of the decisions."""

    threshold: float
    in_force: bool
    right: int
    """Matches shown that are right."""
    wrong: int
    missed: int
    """Right ones that it would not have shown."""
    telling: bool
    """There are enough decisions, of both kinds, to name shares."""

    @property
    def precision(self) -> float | None:
        """Share of what is shown that is right, in 100."""
        return _share(self.right, self.right + self.wrong) if self.telling else None

    @property
    def recall(self) -> float | None:
        """Share of what is right that is shown, in 100."""
        return _share(self.right, self.right + self.missed) if self.telling else None


def threshold() -> float:
    """The probability from which on a match is shown."""
    chosen = MatchThreshold.objects.values_list("value", flat=True).first()
    return REPEATS if chosen is None else chosen


def repeated_claims(text: str, top: int = LISTED) -> list[tuple[KnownClaim, ClaimMatch]]:
    """Known claims that ``text`` repeats, as surely as the queue asks for, best first."""
    least = threshold()
    return [(claim, match) for claim, match in related_claims(text, top) if match.score >= least]


def matching_problem() -> str:
    """Why the running engine matches claims by their words alone; empty when all is well."""
    return Checkpoint.objects.filter(name="queue").values_list("problem", flat=True).first() or ""


def folded(text: str) -> str:
    """``text`` as it is searched, and as two contents have the same."""
    return normalise(text)[:SEARCHED]


def refused(claims: Collection[int]) -> set[tuple[int, str]]:
    """Of ``claims``: id of one, and the folded text of a content that a person said it is not."""
    if not claims:
        return set()
    wrong = MatchDecision.objects.filter(claim__in=claims, same=False)
    return set(wrong.values_list("claim_id", "content__folded"))


def near_claims(content: Content) -> list[Near]:
    """The claims nearest to ``content``, with the one it was matched with and those people decided on."""
    decided = {found.claim_id: found for found in _standing(content).select_related("by")}
    kept = {*decided, *([content.known_claim_id] if content.known_claim_id else [])}
    found = related_claims(content.text, CONSIDERED)
    listed = [each for place, each in enumerate(found) if place < LISTED or each[0].pk in kept]
    there = {claim.pk for claim, _match in listed}
    for claim in active().filter(pk__in=kept - there).order_by("pk"):
        listed.append((claim, _without_words(content, claim, decided.get(claim.pk))))
    near = [_near(content, claim, match, decided.get(claim.pk)) for claim, match in listed]
    return sorted(near, key=lambda each: not each.shown)


def labels(since: datetime | None = None) -> Iterator[tuple[Content, KnownClaim, bool, float]]:
    """Content, claim, whether people said that they are the same, and the engine's probability."""
    said = MatchDecision.objects.exclude(same=None).select_related("content", "claim").order_by("at", "id")
    for row in said if since is None else said.filter(at__gte=since):
        yield row.content, row.claim, bool(row.same), row.probability
    yield from _answered(since)


def costs(now: datetime) -> list[Cost]:
    """What thresholds would have made of the last month's decisions, the lowest first."""
    current = threshold()
    said = [(probability, same) for *_pair, same, probability in labels(now - MONTH)]
    rights = sum(same for _probability, same in said)
    telling = len(said) >= LEAST and 0 < rights < len(said)
    return [_cost(value, said, current, telling) for value in sorted({*TRIED, current})]


def _cost(value: float, said: list[tuple[float, bool]], current: float, telling: bool) -> Cost:
    shown = [same for probability, same in said if probability >= value]
    right = sum(shown)
    missed = sum(same for _probability, same in said) - right
    return Cost(value, value == current, right, len(shown) - right, missed, telling)


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _answered(since: datetime | None) -> Iterator[tuple[Content, KnownClaim, bool, float]]:
    """To answer a content with the claim it was matched with says as well that they are the same."""
    found = Content.objects.filter(
        state=Content.State.ANSWERED, answered_by=F("known_claim"), claim_score__isnull=False
    ).exclude(Q(decided_by=None) | Q(match_decisions__claim=F("known_claim")))
    if since is not None:
        found = found.filter(decided_at__gte=since)
    for content in found.select_related("answered_by").order_by("decided_at", "id"):
        if content.answered_by and content.claim_score is not None:
            yield content, content.answered_by, True, content.claim_score


def _standing(content: Content) -> QuerySet[MatchDecision]:
    return content.match_decisions.exclude(same=None)


def _without_words(content: Content, claim: KnownClaim, decision: MatchDecision | None) -> ClaimMatch:
    return ClaimMatch(claim.pk, decision.probability if decision else content.claim_score or 0.0)


def _near(content: Content, claim: KnownClaim, match: ClaimMatch, decision: MatchDecision | None) -> Near:
    ours, theirs = beside(content.text[:COMPARED], claim.text[:COMPARED])
    return Near(claim, match, ours, theirs, claim.pk == content.known_claim_id, decision)
