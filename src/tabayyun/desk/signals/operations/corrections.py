"""A person knows better than the engine what is the same claim: it takes effect at once, and is a label."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.signals.models import Content, KnownClaim, MatchDecision, MatchThreshold, Signal
from tabayyun.desk.signals.operations.revision import next_revision
from tabayyun.desk.signals.operations.standing import tallies
from tabayyun.desk.signals.queries.claims import related_claims
from tabayyun.desk.signals.queries.matching import CONSIDERED, threshold
from tabayyun.engine.stream import ClaimMatch
from tabayyun.kit.audit import record
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

LOWEST, HIGHEST = 0.5, 0.99

Matches = dict[int, ClaimMatch]


def correct_match(*, content: Content, claim: KnownClaim, same: bool, by: User, now: datetime) -> None:
    """Say that ``content`` is ``claim``, or is not. Saying it again changes nothing.

    Raises Refused for a withdrawn claim, and for the claim that the content is answered with.
    """
    found = _found(content)
    with transaction.atomic():
        revision = next_revision(now)
        content.refresh_from_db()
        _check(content, claim, same=same)
        pair = MatchDecision.objects.filter(content=content, claim=claim)
        if pair.filter(same=same).exists():
            return
        probability = _probability(content, claim, found)
        values = {"same": same, "probability": probability, "by": by, "at": now, "revision": revision}
        pair.update_or_create(content=content, claim=claim, defaults=values)
        _settle(content, found, revision, now)
        verb = "signals.match_confirmed" if same else "signals.match_refused"
        key = claim.external_id
        record(verb=verb, subject=content, actor=by, now=now, claim=key, probability=probability)


def take_back(*, content: Content, claim: KnownClaim, by: User, now: datetime) -> None:
    """Leave the match of ``content`` and ``claim`` to the engine again. Nothing to take back: no change."""
    found = _found(content)
    with transaction.atomic():
        revision = next_revision(now)
        content.refresh_from_db()
        said = MatchDecision.objects.filter(content=content, claim=claim).exclude(same=None)
        if said.update(same=None, by=by, at=now, revision=revision):
            _settle(content, found, revision, now)
            record(verb="signals.match_left", subject=content, actor=by, now=now, claim=claim.external_id)


@transaction.atomic
def set_threshold(*, value: float, by: User, now: datetime) -> None:
    """Show matches from the probability ``value`` on. Raises Refused out of 0.5–0.99."""
    if not LOWEST <= value <= HIGHEST:
        raise Refused(_("The threshold lies between 50 and 99 of 100."))
    before = threshold()
    if value == before:
        return
    chosen = MatchThreshold.objects.create(value=value, by=by, at=now)
    record(verb="signals.threshold_set", subject=chosen, actor=by, now=now, value=value, before=before)


def _found(content: Content) -> Matches:
    """What the engine finds near ``content``, asked before the transaction: nobody waits for it."""
    return {match.claim_id: match for _claim, match in related_claims(content.text, CONSIDERED)}


def _check(content: Content, claim: KnownClaim, *, same: bool) -> None:
    if claim.withdrawn_at is not None:
        raise Refused(_("That statement was withdrawn: it answers nothing any more."))
    if not same and content.answered_by_id == claim.pk:
        raise Refused(_("This content is answered with that claim: put it back into the queue first."))


def _probability(content: Content, claim: KnownClaim, found: Matches) -> float:
    """What the engine gave the pair when it was first decided on or matched, else what it gives now."""
    said = MatchDecision.objects.filter(content=content, claim=claim).values_list("probability", flat=True)
    if said:
        return said[0]
    if content.known_claim_id == claim.pk and content.claim_score is not None:
        return content.claim_score
    return found[claim.pk].score if claim.pk in found else 0.0


def _settle(content: Content, found: Matches, revision: int, now: datetime) -> None:
    """Give ``content`` the match that stands now, and the rank that follows from it."""
    match = _match(content, found)
    tally = tallies([content.key])[content.key]
    tally.claim_score = match.score if match else None
    content.spread, content.novelty, content.priority, content.rank = tally.figures()
    content.known_claim_id = match.claim_id if match else None
    content.claim_score, content.revision = tally.claim_score, revision
    content.claim_reason = {"shared": match.shared, "conflicts": match.conflicts} if match else {}
    figures = ("spread", "novelty", "priority", "rank", "revision")
    content.save(update_fields=(*figures, "known_claim", "claim_score", "claim_reason"))
    _signal(content, match, now)


def _match(content: Content, found: Matches) -> ClaimMatch | None:
    """What a person said is the same, latest; else what nobody spoke of; else what the engine finds."""
    said = {row.claim_id: row for row in content.match_decisions.select_related("claim").order_by("at", "id")}
    chosen = [pk for pk, row in said.items() if row.same and row.claim.withdrawn_at is None]
    if chosen:
        return replace(found.get(chosen[-1], ClaimMatch(chosen[-1], 1.0)), score=1.0)
    if content.known_claim_id is not None and content.known_claim_id not in said:
        reason = content.claim_reason
        words = tuple(reason.get("shared", ())), tuple(reason.get("conflicts", ()))
        return ClaimMatch(content.known_claim_id, content.claim_score or 0.0, *words)
    wrong, enough = {pk for pk, row in said.items() if row.same is False}, threshold()
    likely = [match for pk, match in found.items() if match.score >= enough and pk not in wrong]
    return max(likely, key=lambda match: (match.score, -match.claim_id), default=None)


def _signal(content: Content, match: ClaimMatch | None, now: datetime) -> None:
    signals = content.signals.filter(kind=Signal.Kind.KNOWN_CLAIM)
    if match is None:
        signals.delete()
        return
    reason = {"claim": match.claim_id, "shared": match.shared, "conflicts": match.conflicts}
    defaults = {"score": match.score, "reason": reason}
    signals.update_or_create(
        content=content,
        kind=Signal.Kind.KNOWN_CLAIM,
        defaults=defaults,
        create_defaults={**defaults, "at": now},
    )
